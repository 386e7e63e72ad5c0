/** Runs the commands that it is sent, one after the other, and sends back what each of them said. */
import { resolve } from 'node:path';
import { runCommand } from '../../dist/cli/runCommand.js';

const said = { stdout: '', stderr: '' };
for (const name of Object.keys(said)) {
  // each command adds a listener, as it has a process to itself
  process[name].setMaxListeners(0);
  process[name].write = (text) => {
    said[name] += text;
    return true;
  };
}

async function answer({ id, words }) {
  Object.assign(said, { stdout: '', stderr: '' });
  process.argv = [process.execPath, resolve('dist/cli/main.js'), ...words];
  process.exitCode = undefined;
  const status = await runCommand(words);
  process.send({ id, outcome: { status, ...said } });
}

let last = Promise.resolve();
process.on('message', (message) => {
  last = last.then(() => answer(message));
});
