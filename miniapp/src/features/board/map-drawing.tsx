import { type Box, type Cluster, type Label, withRoom } from './map-clusters.js';
import { gridLines, pixelOf, type Size, type Spot, scaleBar, type View } from './map-view.js';

type Seen = { view: View; size: Size };

/** Half of what a mark takes up. */
const mark = 24;

const barFor = ({ view, size }: Seen) => scaleBar(view.scale, Math.min(120, size.width / 2.5));

/** The ground of the map without any picture: lines as far apart as the scale bar is long. */
export function Ground({ view, size }: Seen) {
  const { lefts, tops } = gridLines(view, size, barFor({ view, size }).metres);
  const lines = [...lefts.map((left) => `M${left} 0V${size.height}`), ...tops.map((top) => `M0 ${top}H${size.width}`)].join('');
  return (
    <svg className="map-ground" width={size.width} height={size.height} aria-hidden="true">
      <path d={lines} />
    </svg>
  );
}

type NamesProps = Seen & {
  /** Whatever is drawn as a mark, so that no name stands under one. */
  clusters: readonly Cluster<Spot>[];
  labels: readonly Label[];
  office: Spot | null;
  /** In pixels. */
  letters: number;
};

/** What stands over the ground: hamlets, the office, how long a piece of it is, where north is. */
export function Names({ view, size, clusters, labels, office, letters }: NamesProps) {
  const bar = barFor({ view, size });
  const high = letters * 1.45;
  const barTop = size.height - 14;
  const boxAt = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height });
  const wide = (name: string) => name.length * letters * 0.56 + 4;
  const sits = ({ left, top, width, height }: Box) => left >= 0 && top >= 0 && left + width <= size.width && top + height <= size.height;

  const wanted = [...(office === null ? [] : [{ name: 'Trụ sở xã', spot: office }]), ...labels].map(({ name, spot }) => {
    const { left, top } = pixelOf(view, size, spot);
    const width = wide(name);
    const around = [mark + 2, -mark - 2 - high].map((down) => boxAt(left - width / 2, top + down, width, high));
    const beside = [mark + 4, -mark - 4 - width].map((along) => boxAt(left + along, top - high / 2, width, high));
    return { name, places: [...around, ...beside].filter(sits) };
  });
  const officeAt = office === null ? null : pixelOf(view, size, office);
  const taken = [
    ...clusters.map(({ spot }) => {
      const { left, top } = pixelOf(view, size, spot);
      return boxAt(left - mark, top - mark, 2 * mark, 2 * mark);
    }),
    ...(officeAt === null ? [] : [boxAt(officeAt.left - 12, officeAt.top - 12, 24, 24)]),
    boxAt(8, barTop - high - 4, Math.max(bar.pixels, wide(bar.words)), high + 12),
    boxAt(size.width - 40, 4, 36, 52),
  ];

  return (
    <svg className="map-names" width={size.width} height={size.height} aria-hidden="true">
      {officeAt !== null && <path className="map-office" d={`M${officeAt.left - 10} ${officeAt.top + 9}v-12l10-8 10 8v12z`} />}
      {withRoom(wanted, taken).map(({ name, at }) => (
        <text key={name} x={at.left + at.width / 2} y={at.top + letters * 1.1} textAnchor="middle">
          {name}
        </text>
      ))}
      <path className="map-bar" d={`M12 ${barTop - 5}v5h${bar.pixels}v-5`} />
      <text x={14} y={barTop - 8}>
        {bar.words}
      </text>
      <path className="map-north" d={`M${size.width - 22} 30l-8 20 8-5 8 5z`} />
      <text x={size.width - 22} y={24} textAnchor="middle">
        B
      </text>
    </svg>
  );
}
