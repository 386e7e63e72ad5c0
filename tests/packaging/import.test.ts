import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const ENTRIES = ['index', 'nn', 'linear/index', 'select/index', 'data/index', 'report/index'];

/** Run a program in a Node of its own and return what it prints as JSON. */
function evaluate(code: string): unknown {
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }),
  );
}

const urlOf = (entry: string) => pathToFileURL(`dist/${entry}.js`).href;

describe('importing the built package', () => {
  it.each(ENTRIES)('compiles no WebAssembly, starts nothing and adds no global: %s', (entry) => {
    const seen = evaluate(`
      let compiled = 0;
      for (const name of ['Module', 'Instance', 'Memory'])
        WebAssembly[name] = new Proxy(WebAssembly[name], {
          construct(target, args) { compiled++; return Reflect.construct(target, args); },
        });
      const before = Reflect.ownKeys(globalThis);
      const names = Object.keys(await import(${JSON.stringify(urlOf(entry))}));
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key)).map(String);
      const lasting = /Timeout|Immediate|MessagePort|Worker|Process|TCP|UDP/;
      const active = process.getActiveResourcesInfo().filter((kind) => lasting.test(kind));
      console.log(JSON.stringify({ exported: names.length > 0, compiled, added, active }));
    `);
    expect(seen).toEqual({ exported: true, compiled: 0, added: [], active: [] });
  });
});
