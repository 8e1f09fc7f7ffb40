import type { readBoardMap } from 'backend/contracts/board';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { boardStateWords, peopleWords, shortHamlet, togetherWords } from './board-words.js';
import { clustered, comesApart, labelsOf } from './map-clusters.js';
import { Ground, Names } from './map-drawing.js';
import { Pictures, type PicturesCome } from './map-pictures.js';
import { tilesOrigin } from './map-tiles.js';
import { flat, largestScale, mercator, middleOf, type Pixel, pixelOf, type Size } from './map-view.js';
import { stateSigns } from './state-line.js';
import { useMapFingers } from './use-map-fingers.js';
import { useMapSize } from './use-map-size.js';
import { useMapView } from './use-map-view.js';

type Reply = ReplyOf<typeof readBoardMap>;
export type MapPoint = Reply['points'][number];

type BoardMapProps = Pick<Reply, 'office' | 'tiles'> & {
  /** At least one. */
  points: readonly MapPoint[];
  chosen: readonly string[];
  /** Ids of what was pressed; several where they lie at one place. `byKey`: with the keyboard. */
  onChoose: (ids: string[], byKey: boolean) => void;
};

/** What a finger needs, with a little between. */
const finger = 50;

/** What the keys do: draw the map along by so many pixels, or zoom it. */
const moves: Readonly<Record<string, Pixel>> = {
  ArrowLeft: { left: 80, top: 0 },
  ArrowRight: { left: -80, top: 0 },
  ArrowUp: { left: 0, top: 80 },
  ArrowDown: { left: 0, top: -80 },
};
const zooms: Readonly<Record<string, number>> = { '+': 2, '=': 2, '-': 0.5 };

/** The reports where they are: drawn along, zoomed with fingers, buttons and keys; those too near to be told apart are one mark with their number. */
export function BoardMap({ points, office, tiles, chosen, onChoose }: BoardMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const { size, letters } = useMapSize(box);
  const [pictures, setPictures] = useState<PicturesCome>('waiting');
  const ground = useMemo(() => {
    const middle = middleOf(office === null ? points : [...points, office]) ?? { latitude: 0, longitude: 0 };
    const project = tiles === null ? flat(middle) : mercator(middle);
    const spots = points.map((point) => ({ ...point, ...project(point) }));
    const home = office && project(office);
    return {
      middle,
      spots,
      office: home,
      everything: home === null ? spots : [...spots, home],
      labels: labelsOf(spots.map(({ x, y, hamletName }) => ({ x, y, hamletName: shortHamlet(hamletName) }))),
    };
  }, [points, office, tiles]);
  const start = ground.spots.find(({ id }) => id === chosen[0]) ?? null;
  const { view, leastScale, drag, zoom, zoomTo, showAll } = useMapView(box, ground.everything, size, start);
  const fingers = useMapFingers({ onDrag: drag, onPinch: zoom });

  // In steps, so that marks do not flicker between two fingers; never nearer together than at the true scale.
  const coarse = view === null ? 1 : 2 ** (Math.floor(Math.log2(view.scale) * 4) / 4);
  const clusters = useMemo(() => clustered(ground.spots, finger / coarse), [ground, coarse]);

  // One picture that does not come says nothing as long as others do.
  const noteCome = (come: PicturesCome) => setPictures((before) => (before === 'come' ? before : come));

  const press = (cluster: (typeof clusters)[number], byKey: boolean) => {
    if (cluster.members.length > 1 && comesApart(cluster, largestScale, finger)) zoomTo(cluster.members);
    else
      onChoose(
        cluster.members.map(({ id }) => id),
        byKey,
      );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    const factor = zooms[event.key];
    if (move !== undefined) drag(move);
    else if (factor !== undefined) zoom(factor);
    else if (event.key === '0') showAll();
    else return;
    event.preventDefault();
  };

  const inSight = ({ left, top }: Pixel, { width, height }: Size) => left > 0 && top > 0 && left < width && top < height;
  return (
    <div className="map">
      <div
        ref={box}
        className="map-box"
        role="application"
        aria-label="Bản đồ phản ánh"
        aria-describedby="map-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys work on the map as a whole
        tabIndex={0}
        onKeyDown={onKeyDown}
        onDoubleClick={({ clientX, clientY, currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          zoom(2, { left: clientX - left, top: clientY - top });
        }}
        {...fingers}
      >
        {view !== null && size !== null && (
          <>
            <Ground view={view} size={size} />
            {tiles !== null && <Pictures template={tiles} view={view} size={size} middle={ground.middle} onCome={noteCome} />}
            <Names view={view} size={size} clusters={clusters} labels={ground.labels} office={ground.office} letters={letters} />
            {clusters.map((cluster) => {
              const at = pixelOf(view, size, cluster.spot);
              if (!inSight(at, size)) return null;
              return (
                <Mark
                  key={cluster.members[0]?.id}
                  points={cluster.members}
                  at={at}
                  isChosen={cluster.members.some(({ id }) => chosen.includes(id))}
                  onPress={(byKey) => press(cluster, byKey)}
                />
              );
            })}
          </>
        )}
      </div>
      {tiles !== null && pictures !== 'waiting' && (
        <p className="map-origin">{pictures === 'come' ? tilesOrigin(tiles) : 'Chưa tải được nền bản đồ, các điểm vẫn đúng chỗ.'}</p>
      )}
      <p id="map-keys" className="visually-hidden">
        Phím mũi tên để di chuyển, phím cộng và trừ để phóng to, thu nhỏ, phím Tab để đi qua từng điểm. Danh sách các điểm ở bên dưới.
      </p>
      <div className="map-tools">
        <button type="button" className="map-tool" onClick={() => zoom(2)} disabled={view === null || view.scale >= largestScale}>
          <Plus aria-hidden="true" size={22} />
          Phóng to
        </button>
        <button type="button" className="map-tool" onClick={() => zoom(0.5)} disabled={view === null || view.scale <= leastScale}>
          <Minus aria-hidden="true" size={22} />
          Thu nhỏ
        </button>
        <button type="button" className="map-tool" onClick={showAll}>
          <Maximize aria-hidden="true" size={20} />
          Tất cả
        </button>
      </div>
    </div>
  );
}

type MarkProps = { points: readonly MapPoint[]; at: Pixel; isChosen: boolean; onPress: (byKey: boolean) => void };

function Mark({ points, at, isChosen, onPress }: MarkProps) {
  const [only, ...others] = points;
  if (only === undefined) return null;
  const Sign = stateSigns[only.state];
  const isAlone = others.length === 0;
  const people = peopleWords(only.people);
  return (
    <button
      type="button"
      className="map-mark"
      data-state={isAlone ? only.state : 'several'}
      aria-pressed={isChosen}
      aria-label={
        isAlone
          ? [only.categoryName, only.hamletName, boardStateWords[only.state], ...(people === null ? [] : [people])].join(', ')
          : togetherWords(points.map(({ state }) => state))
      }
      style={{ transform: `translate(${at.left - 24}px, ${at.top - 24}px)` }}
      onClick={({ detail }) => onPress(detail === 0)}
    >
      <span>{isAlone ? <Sign aria-hidden="true" size={20} /> : points.length}</span>
    </button>
  );
}
