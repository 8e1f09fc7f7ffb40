import { tileAddress, tilesIn } from './map-tiles.js';
import type { Place, Size, View } from './map-view.js';

/** Whether any of a tile server's pictures is seen, or none would come. */
export type PicturesCome = 'waiting' | 'come' | 'failed';

type PicturesProps = { template: string; view: View; size: Size; middle: Place; onCome: (come: PicturesCome) => void };

/** A tile server's pictures over the drawn ground; where one does not come, the ground stays as it is. */
export function Pictures({ template, view, size, middle, onCome }: PicturesProps) {
  return (
    <div className="map-pictures" aria-hidden="true">
      {tilesIn(view, size, middle).map((tile) => (
        <img
          // Where the whole world is seen, a tile is there more than once.
          key={`${tile.z}/${tile.x}/${tile.y}/${Math.round(tile.left / tile.side)}`}
          src={tileAddress(template, tile)}
          alt=""
          draggable={false}
          style={{ left: tile.left, top: tile.top, width: tile.side, height: tile.side }}
          onLoad={({ currentTarget }) => {
            currentTarget.dataset.come = 'true';
            onCome('come');
          }}
          onError={() => onCome('failed')}
        />
      ))}
    </div>
  );
}
