import { Budget, type CleanMedia, MediaFault, type Span, unreadable } from './media-fault.js';
import { type Box, boxAt, boxesIn, cutTo, entriesOf, free, isLong, number, type Rules, tidy } from './media-mp4-boxes.js';
import { spansOf, type Track, takeFragment, timesOf } from './media-mp4-samples.js';
import { type Entry, soundEntry, videoEntry } from './media-mp4-tracks.js';

/** Half a minute in fragments of one frame each is far below. */
const mostBoxes = 60_000;
const mostTracks = 32;

/** What may stand in the file itself; one of these that does not end inside of it was cut short. */
const outer = new Set('ftyp moov mdat moof mfra styp sidx free skip wide uuid meta udta emsg prft pdin pnot'.split(' '));

/**
 * An MP4, QuickTime or 3GP file, progressive or in fragments, as phones and browsers record it. What is known to be needed for playing stays where
 * it is; everything else – places, names, times of day, tracks that are neither picture nor sound, bytes that belong to no frame – is overwritten
 * in place, and what stands behind the last box is cut off. Throws `MediaFault`.
 */
export function cleanMp4(given: Buffer): CleanMedia {
  const bytes = Buffer.from(given);
  const budget = new Budget(mostBoxes);
  const { boxes, end } = outerBoxes(bytes, budget);
  const [movie, ...more] = boxes.filter(({ type }) => type === 'moov');
  if (movie === undefined || more.length > 0) throw unreadable();
  const found = takeMovie(bytes, movie, budget);
  let previous: number | null = null;
  const fragment = (box: Box) => {
    previous = null;
    const parts = boxesIn(bytes, box.content, box.end, budget);
    tidy(bytes, parts, {
      mfhd: (head) => cutTo(bytes, head, 8),
      traf: (part) => {
        previous = takeTrackFragment(bytes, part, found.tracks, { moof: box.start, previous }, budget);
      },
    });
  };
  tidy(bytes, boxes, {
    ftyp: (box) => cleanBrands(bytes, box),
    styp: (box) => cleanBrands(bytes, box),
    moov: 'keep',
    mdat: 'keep',
    moof: fragment,
    sidx: (box) => cleanIndex(bytes, box),
    mfra: (box) => cleanRandomAccess(bytes, box, found.tracks, budget),
  });
  const tracks = [...found.tracks.values()];
  keepOnly(
    bytes,
    boxes.filter(({ type }) => type === 'mdat'),
    tracks.flatMap(({ spans }) => spans),
  );

  const video = tracks.some(({ kind }) => kind === 'video');
  if (!tracks.some(({ kind, spans }) => spans.length > 0 && (kind === 'video') === video)) throw unreadable();
  const seconds = Math.max(found.seconds, ...tracks.map((track) => track.end / track.timescale));
  if (seconds === 0) throw new MediaFault('endless');
  return {
    kind: video ? 'video' : 'voice',
    type: video ? 'video/mp4' : 'audio/mp4',
    seconds,
    bytes: bytes.subarray(0, end),
    width: found.shown?.width ?? null,
    height: found.shown?.height ?? null,
  };
}

function outerBoxes(bytes: Buffer, budget: Budget): { boxes: Box[]; end: number } {
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    budget.spend();
    const box = boxAt(bytes, at, bytes.length, 'mdat');
    if (box === null) {
      const cutShort = outer.has(bytes.toString('latin1', at + 4, at + 8));
      if (cutShort || !boxes.some(({ type }) => type === 'moov')) throw unreadable();
      break;
    }
    boxes.push(box);
    at = box.end;
  }
  return { boxes, end: at };
}

/** Brands are four printable characters each; whatever else stands there becomes the plainest of them. */
function cleanBrands(bytes: Buffer, box: Box): void {
  if (box.end - box.content < 8 || box.end - box.content > 264) throw unreadable();
  entriesOf(bytes, box, Math.floor((box.end - box.content) / 4), 0, 4);
  for (let at = box.content; at + 4 <= box.end; at += 4) {
    const isVersion = at === box.content + 4;
    if (!isVersion && !/^[\w ]{4}$/.test(bytes.toString('latin1', at, at + 4))) bytes.write('isom', at, 'latin1');
  }
}

type Movie = { tracks: Map<number, Track>; seconds: number; shown: { width: number; height: number } | null };

/** All ones: not known. */
const known = (duration: number, width: 4 | 8) => (duration === (width === 8 ? 2 ** 64 : 2 ** 32 - 1) ? 0 : duration);

/** Sets the instants of creation and change to zero; returns where the next field stands and how wide the times are. */
function withoutTimes(bytes: Buffer, box: Box): { after: number; width: 4 | 8 } {
  const width = isLong(bytes, box) ? 8 : 4;
  number(bytes, box, 4 + width, width);
  bytes.fill(0, box.content + 4, box.content + 4 + 2 * width);
  return { after: 4 + 2 * width, width };
}

function takeMovie(bytes: Buffer, movie: Box, budget: Budget): Movie {
  const found: Movie = { tracks: new Map(), seconds: 0, shown: null };
  const parts = boxesIn(bytes, movie.content, movie.end, budget);
  const head = parts.find(({ type }) => type === 'mvhd');
  if (head === undefined || parts.filter(({ type }) => type === 'trak').length > mostTracks) throw unreadable();
  const { after, width } = withoutTimes(bytes, head);
  const timescale = number(bytes, head, after, 4);
  if (timescale === 0) throw new MediaFault('endless');
  found.seconds = known(number(bytes, head, after + 4, width), width) / timescale;
  cutTo(bytes, head, after + 4 + width + 80);

  tidy(bytes, parts, {
    mvhd: 'keep',
    trak: (box) => takeTrack(bytes, box, found, timescale, budget),
    mvex: 'keep',
  });
  for (const box of parts.filter(({ type }) => type === 'mvex'))
    tidy(bytes, boxesIn(bytes, box.content, box.end, budget), {
      mehd: (extent) => {
        const long = isLong(bytes, extent) ? 8 : 4;
        found.seconds = Math.max(found.seconds, known(number(bytes, extent, 4, long), long) / timescale);
        cutTo(bytes, extent, 4 + long);
      },
      trex: (usual) => {
        cutTo(bytes, usual, 24);
        const track = found.tracks.get(number(bytes, usual, 4, 4));
        if (track) track.usual = { duration: number(bytes, usual, 12, 4), size: number(bytes, usual, 16, 4) };
      },
    });
  return found;
}

/** The only box of its kind; null when there is none. */
function only(boxes: readonly Box[], type: string): Box | null {
  const [one, ...more] = boxes.filter((box) => box.type === type);
  if (more.length > 0) throw unreadable();
  return one ?? null;
}

/** A track of pictures or sound in a code that phones record; any other sound and every other kind of track goes, frames and all. */
function takeTrack(bytes: Buffer, box: Box, found: Movie, movieTimescale: number, budget: Budget): void {
  const within = (outside: Box) => boxesIn(bytes, outside.content, outside.end, budget);
  const parts = within(box);
  const [head, media] = [only(parts, 'tkhd'), only(parts, 'mdia')];
  const mediaParts = media === null ? [] : within(media);
  const [handler, times, info] = [only(mediaParts, 'hdlr'), only(mediaParts, 'mdhd'), only(mediaParts, 'minf')];
  if (head === null || handler === null || times === null || info === null) throw unreadable();
  const kind = { vide: 'video' as const, soun: 'sound' as const }[bytes.toString('latin1', handler.content + 8, handler.content + 12)];
  if (kind === undefined) {
    free(bytes, box);
    return;
  }
  const infoParts = within(info);
  const table = only(infoParts, 'stbl');
  if (table === null) throw unreadable();
  const tableParts = within(table);
  if (only(tableParts, 'stts') === null) throw unreadable();
  const entry = entryOf(bytes, only(tableParts, 'stsd'), kind, budget);
  if (entry === null) {
    // A film whose picture nobody can show is not a voice note.
    if (kind === 'video') throw unreadable();
    free(bytes, box);
    return;
  }

  const { after, width } = withoutTimes(bytes, head);
  const id = number(bytes, head, after, 4);
  const fixed = after + 8 + width;
  const turned = number(bytes, head, fixed + 16, 4) === 0;
  cutTo(bytes, head, fixed + 60);
  if (id === 0 || found.tracks.has(id)) throw unreadable();
  const track: Track = { kind, timescale: 0, spans: [], end: 0, usual: { duration: 0, size: 0 } };
  found.tracks.set(id, track);
  if (entry.shown !== null) found.shown ??= turned ? { width: entry.shown.height, height: entry.shown.width } : entry.shown;

  tidy(bytes, parts, {
    tkhd: 'keep',
    mdia: 'keep',
    edts: (list) => {
      tidy(bytes, within(list), {
        elst: (edits) => {
          found.seconds = Math.max(found.seconds, editedUnits(bytes, edits) / movieTimescale);
        },
      });
    },
  });
  tidy(bytes, mediaParts, {
    hdlr: (name) => bytes.fill(0, Math.min(name.content + 12, name.end), name.end),
    mdhd: (given) => {
      const media = withoutTimes(bytes, given);
      track.timescale = number(bytes, given, media.after, 4);
      if (track.timescale === 0) throw new MediaFault('endless');
      const duration = known(number(bytes, given, media.after + 4, media.width), media.width);
      found.seconds = Math.max(found.seconds, duration / track.timescale);
      cutTo(bytes, given, media.after + 8 + media.width);
    },
    minf: 'keep',
  });
  tidy(bytes, infoParts, {
    vmhd: (given) => cutTo(bytes, given, 12),
    smhd: (given) => cutTo(bytes, given, 8),
    hdlr: (name) => bytes.fill(0, Math.min(name.content + 12, name.end), name.end),
    dinf: (list) => tidy(bytes, within(list), { dref: (references) => cleanReferences(bytes, references, budget) }),
    stbl: 'keep',
  });
  const counted = (head: number, entry: number) => (given: Box) =>
    void entriesOf(bytes, given, number(bytes, given, head - 4, 4), head, entry);
  tidy(bytes, tableParts, {
    stsd: 'keep',
    stts: (given) => {
      track.end = timesOf(bytes, given);
    },
    ctts: counted(8, 8),
    cslg: (given) => cutTo(bytes, given, isLong(bytes, given) ? 44 : 24),
    stss: counted(8, 4),
    stps: counted(8, 4),
    sbgp: (given) => counted(isLong(bytes, given) ? 16 : 12, 8)(given),
    // Notes on groups of frames are a few bytes long.
    sgpd: (given) => {
      if (given.end - given.content > 64) free(bytes, given);
    },
    stsc: 'keep',
    stsz: 'keep',
    stz2: 'keep',
    stco: 'keep',
    co64: 'keep',
  });
  track.spans = spansOf(bytes, tableParts);
}

/** How the track's frames are coded; null for a code that phones do not record. */
function entryOf(bytes: Buffer, descriptions: Box | null, kind: Track['kind'], budget: Budget): Entry | null {
  if (descriptions === null) throw unreadable();
  const count = number(bytes, descriptions, 4, 4);
  const entries = boxesIn(bytes, descriptions.content + 8, descriptions.end, budget);
  if (count === 0 || count > 8 || entries.length !== count) throw unreadable();
  const read = entries.map((entry) => (kind === 'video' ? videoEntry : soundEntry)(bytes, entry, budget));
  return read.includes(null) ? null : (read[0] ?? null);
}

/** How long the edits make the track play, in units of the movie. */
function editedUnits(bytes: Buffer, edits: Box): number {
  const width = isLong(bytes, edits) ? 8 : 4;
  const count = entriesOf(bytes, edits, number(bytes, edits, 4, 4), 8, 2 * width + 4);
  let sum = 0;
  for (let edit = 0; edit < count; edit += 1) sum += known(number(bytes, edits, 8 + edit * (2 * width + 4), width), width);
  return sum;
}

/** All frames lie in this file; where else they once lay is a path with somebody's name in it. */
function cleanReferences(bytes: Buffer, references: Box, budget: Budget): void {
  number(bytes, references, 4, 4);
  for (const box of boxesIn(bytes, references.content + 8, references.end, budget)) {
    if ((number(bytes, box, 0, 4) & 1) === 0) throw unreadable();
    cutTo(bytes, box, 4);
  }
}

function takeTrackFragment(
  bytes: Buffer,
  box: Box,
  tracks: ReadonlyMap<number, Track>,
  given: { moof: number; previous: number | null },
  budget: Budget,
): number | null {
  const parts = boxesIn(bytes, box.content, box.end, budget);
  const head = only(parts, 'tfhd');
  if (head === null) throw unreadable();
  const track = tracks.get(number(bytes, head, 4, 4));
  // Reads a track that goes too: the next one may begin where it ends.
  const forgotten: Track = { kind: 'sound', timescale: 1, spans: [], end: 0, usual: { duration: 0, size: 0 } };
  const end = takeFragment(bytes, parts, track ?? forgotten, given);
  if (track === undefined) free(bytes, box);
  else tidy(bytes, parts, fragmentRules(bytes));
  return end;
}

const fragmentRules = (bytes: Buffer): Rules => ({
  tfhd: 'keep',
  tfdt: 'keep',
  trun: 'keep',
  sbgp: (given) => {
    const head = isLong(bytes, given) ? 16 : 12;
    entriesOf(bytes, given, number(bytes, given, head - 4, 4), head, 8);
  },
});

function cleanIndex(bytes: Buffer, box: Box): void {
  const head = isLong(bytes, box) ? 32 : 24;
  entriesOf(bytes, box, number(bytes, box, head - 2, 2), head, 12);
}

function cleanRandomAccess(bytes: Buffer, box: Box, tracks: ReadonlyMap<number, Track>, budget: Budget): void {
  tidy(bytes, boxesIn(bytes, box.content, box.end, budget), {
    mfro: (size) => cutTo(bytes, size, 8),
    tfra: (index) => {
      const lengths = number(bytes, index, 11, 1);
      const width = (isLong(bytes, index) ? 16 : 8) + 3 + (lengths & 3) + ((lengths >> 2) & 3) + ((lengths >> 4) & 3);
      if (tracks.has(number(bytes, index, 4, 4))) entriesOf(bytes, index, number(bytes, index, 12, 4), 16, width);
      else free(bytes, index);
    },
  });
}

/** Wipes what belongs to no frame. Every frame must lie in the data. */
function keepOnly(bytes: Buffer, data: readonly Box[], spans: readonly Span[]): void {
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  let next = 0;
  for (const { content, end } of data) {
    let at = content;
    for (let span = sorted[next]; span !== undefined && span.from < end; span = sorted[next]) {
      if (span.from < content || span.to > end) throw unreadable();
      if (span.from > at) bytes.fill(0, at, span.from);
      at = Math.max(at, span.to);
      next += 1;
    }
    bytes.fill(0, at, end);
  }
  if (next < sorted.length) throw unreadable();
}
