/** What a job is: a name and a payload small enough to read in a log; never personal data. */
export type Jobs = {
  /** Deliver one outbox entry. `source` and `id` name the document that carries it. */
  deliver_message: { source: 'appointment' | 'waiting'; id: string; entryId: string; kind: string };
  /** Process one stored Zalo event. */
  zalo_event: { id: string };
};
export type JobName = keyof Jobs;

/** Puts jobs on the queue. A second job with the same id is ignored while the first exists; throws when Redis is away. */
export type JobQueue = { add<N extends JobName>(name: N, payload: Jobs[N], jobId: string): Promise<void> };
