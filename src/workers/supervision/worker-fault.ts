/** Ways to break a worker on purpose, for tests: it vanishes, it spins for ever, it throws outside of any call. */
export type WorkerFault = 'kill' | 'hang' | 'throw';
