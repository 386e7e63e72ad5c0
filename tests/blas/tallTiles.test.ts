// The same test in Node.
import './tallTiles.browser.test.ts';
