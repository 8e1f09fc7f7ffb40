import { useState } from 'react';
import { tileAddress, tilesIn, tilesOrigin } from './map-tiles.js';
import type { Place, Size, View } from './map-view.js';

type PicturesProps = { template: string; view: View; size: Size; middle: Place };

/** A tile server's pictures over the drawn ground; one that does not come leaves the ground as it is, and says so when none does. */
export function Pictures({ template, view, size, middle }: PicturesProps) {
  const [come, setCome] = useState(false);
  const [failed, setFailed] = useState(false);
  return (
    <>
      <div className="map-pictures" aria-hidden="true">
        {tilesIn(view, size, middle).map((tile) => (
          <img
            // A tile may be seen more than once where the whole world is.
            key={`${tile.z}/${tile.x}/${tile.y}/${Math.round(tile.left / tile.side)}`}
            src={tileAddress(template, tile)}
            alt=""
            draggable={false}
            style={{ left: tile.left, top: tile.top, width: tile.side, height: tile.side }}
            onLoad={({ currentTarget }) => {
              currentTarget.dataset.come = 'true';
              setCome(true);
            }}
            onError={() => setFailed(true)}
          />
        ))}
      </div>
      <p className="map-origin">{come ? tilesOrigin(template) : failed && 'Chưa tải được nền bản đồ'}</p>
    </>
  );
}
