import { opinionsPerDay } from '../../contracts/consultations.js';

type Hashes = {
  /** The keyed hashes of a value under every key of the ring, the present one first. */
  hashesOf: (purpose: 'support' | 'stance' | 'day', value: string) => readonly string[];
};

export type PersonKeys = ReturnType<typeof personKeys>;

/** Under which keys a person's support, stance and daily number lie: each can be found by who knows the person, and says nothing of them. */
export function personKeys({ hashesOf }: Hashes) {
  return {
    supportHashes: (opinionId: string, residentId: string): readonly string[] => hashesOf('support', `${opinionId}|${residentId}`),
    stanceHashes: ({ consultationId, version }: { consultationId: string; version: number }, residentId: string): readonly string[] =>
      hashesOf('stance', `${consultationId}|${version}|${residentId}`),
    /** The numbers of a person's opinions of one day, in the order they are taken. */
    limitKeys(residentId: string, day: string): string[] {
      const [person = ''] = hashesOf('day', `${residentId}|${day}`);
      return Array.from({ length: opinionsPerDay }, (_, index) => `${person}|${index + 1}`);
    },
  };
}
