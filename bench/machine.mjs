import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Where and when the numbers were taken. */
export function describeMachine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    loadAtStart: loadavg()[0],
    date: new Date().toISOString(),
    clock: 'CPU time of one thread, wall clock of more',
  };
}
