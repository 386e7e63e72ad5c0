// The same test in Node.
import './precision.browser.test.ts';
