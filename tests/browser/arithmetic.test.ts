// The same test in Node.
import './arithmetic.browser.test.ts';
