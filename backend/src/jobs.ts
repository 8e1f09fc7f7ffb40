/** What a job is: a name and a payload small enough to read in a log; never personal data. */
export type Jobs = {
  /** Deliver one outbox entry. `source` and `id` name the document that carries it. */
  deliver_message: { source: 'appointment' | 'waiting'; id: string; entryId: string; kind: string };
  /** Process one stored Zalo event. */
  zalo_event: { id: string };
  /** Freeze the audience of an approved broadcast. */
  broadcast_freeze: { id: string };
  /** Do the next thing for the article or group message of a broadcast. */
  broadcast_post: { id: string; key: string };
  /** Send to the due recipients of one lane of a broadcast for a while. */
  broadcast_lane: { id: string; lane: number };
};
export type JobName = keyof Jobs;

/** Puts jobs on the queue. A second job with the same id is ignored while the first exists; throws when Redis is away. */
export type JobQueue = { add<N extends JobName>(name: N, payload: Jobs[N], jobId: string): Promise<void> };
