import { type DeskReport, reviewPicture } from 'backend/contracts/feedback-desk';
import { type PointerEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { call } from '../../session.js';
import { useSave } from '../use-save.js';
import {
  type Area,
  areaBetween,
  byKey,
  changed,
  freshArea,
  isTooSmall,
  mostAreas,
  moved,
  noAreas,
  type Point,
  replaced,
  resized,
  sentArea,
  undone,
} from './blur-areas.js';
import { sayRefusal } from './feedback-words.js';

type Picture = DeskReport['media'][number];
type BlurEditorProps = {
  reportId: string;
  picture: Picture;
  onReload: () => Promise<unknown>;
  onClose: () => void;
  onReviewed: (newer: DeskReport) => void;
};

/** What the pointer is doing: drawing an area anew, moving one, or stretching one at its corner. */
type Gesture = { kind: 'draw' | 'move' | 'stretch'; place: number; from: Point; area: Area };

const percent = (share: number) => `${share * 100}%`;

/** Areas over faces and number plates: drawn by mouse or finger, or put there and moved by keys. The original is kept. */
export function BlurEditor({ reportId, picture, onReload, onClose, onReviewed }: BlurEditorProps) {
  const { busy, failure, save } = useSave();
  const [areas, setAreas] = useState(noAreas);
  const [asksLeave, setAsksLeave] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const gesture = useRef<Gesture | null>(null);
  const { now } = areas;
  const isFull = now.length >= mostAreas;

  const pointOf = (event: PointerEvent): Point => {
    const box = stage.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0 || box.height === 0) return { x: 0, y: 0 };
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const begin = (event: PointerEvent, kind: Gesture['kind'], place: number) => {
    if (event.button !== 0 || (kind === 'draw' && isFull)) return;
    event.stopPropagation();
    stage.current?.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const area = now[place] ?? { ...areaBetween(from, from) };
    gesture.current = { kind, place, from, area };
    setAreas((before) => changed(before, kind === 'draw' ? [...before.now, area] : before.now));
  };
  const drag = (event: PointerEvent) => {
    const held = gesture.current;
    if (held === null) return;
    const to = pointOf(event);
    const by = { x: to.x - held.from.x, y: to.y - held.from.y };
    const area = held.kind === 'draw' ? areaBetween(held.from, to) : held.kind === 'move' ? moved(held.area, by) : resized(held.area, by);
    setAreas((before) => replaced(before, held.place, area));
  };
  const end = () => {
    const held = gesture.current;
    gesture.current = null;
    if (held === null) return;
    // A press without a drag leaves nothing behind, neither an area nor a step to take back.
    setAreas((before) => {
      const made = before.now[held.place];
      const isNothing = held.kind === 'draw' ? made === undefined || isTooSmall(made) : JSON.stringify(made) === JSON.stringify(held.area);
      return isNothing ? undone(before) : before;
    });
  };
  const focusArea = (place: number) =>
    requestAnimationFrame(() => stage.current?.querySelectorAll<HTMLElement>('.blur-area')[place]?.focus());
  const add = () => {
    setAreas((before) => changed(before, [...before.now, freshArea(before.now.length)]));
    focusArea(now.length);
  };
  const remove = (place: number) =>
    setAreas((before) =>
      changed(
        before,
        before.now.filter((_, at) => at !== place),
      ),
    );
  const review = (sent: readonly Area[]) =>
    save(
      {},
      async () => {
        try {
          onReviewed(await call(reviewPicture, { params: { id: reportId, mediaId: picture.id }, body: { areas: sent.map(sentArea) } }));
        } catch (error) {
          await onReload();
          throw error;
        }
      },
      sent.length === 0 ? 'Đã ghi: không có gì phải che.' : 'Đã lưu bản che. Ảnh gốc vẫn giữ.',
    );
  const leave = () => (now.length === 0 ? onClose() : setAsksLeave(true));

  return (
    <Dialog
      title="Che mặt người, biển số"
      onClose={leave}
      actions={
        asksLeave ? (
          <>
            <Notice tone="attention">
              <p>{now.length} vùng vừa vẽ sẽ mất.</p>
            </Notice>
            <Button onPress={() => setAsksLeave(false)}>Vẽ tiếp</Button>
            <Button look="danger" onPress={onClose}>
              Bỏ các vùng, đóng lại
            </Button>
          </>
        ) : (
          <>
            {now.length > 0 ? (
              <Button busy={busy} onPress={() => void review(now)}>
                Che {now.length} vùng này
              </Button>
            ) : (
              <Button busy={busy} onPress={() => void review([])}>
                Không có mặt người, biển số
              </Button>
            )}
            <Button look="quiet" onPress={leave}>
              Để sau
            </Button>
          </>
        )
      }
    >
      <div className="blur">
        <p>Kéo trên ảnh để vẽ vùng che. Ảnh gốc vẫn giữ, chỉ cán bộ xem được; mọi người chỉ thấy bản đã che.</p>
        <div className="desk-tools">
          <button type="button" className="desk-tool" disabled={isFull} onClick={add}>
            Thêm vùng che
          </button>
          <button type="button" className="desk-tool" disabled={areas.before.length === 0} onClick={() => setAreas(undone)}>
            Lấy lại bước vừa làm
          </button>
        </div>
        <div
          ref={stage}
          className="blur-stage"
          onPointerDown={(event) => begin(event, 'draw', now.length)}
          onPointerMove={drag}
          onPointerUp={end}
          onPointerCancel={end}
        >
          <img src={picture.url} alt="Ảnh người dân gửi, bản gốc" draggable={false} />
          {now.map((area, place) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: an area is nothing but its place
              key={place}
              type="button"
              className="blur-area"
              style={{ left: percent(area.x), top: percent(area.y), width: percent(area.width), height: percent(area.height) }}
              aria-label={`Vùng che ${place + 1}. Phím mũi tên để dời, giữ Shift để đổi cỡ, Delete để bỏ.`}
              onPointerDown={(event) => begin(event, 'move', place)}
              onKeyDown={(event) => {
                if (event.key === 'Delete' || event.key === 'Backspace') {
                  event.preventDefault();
                  remove(place);
                  focusArea(Math.max(0, place - 1));
                  return;
                }
                const next = byKey(area, event.key, event.shiftKey);
                if (next === null) return;
                event.preventDefault();
                setAreas((before) => changed(before, replaced(before, place, next).now));
              }}
            >
              <span className="blur-number" aria-hidden="true">
                {place + 1}
              </span>
              <span className="blur-corner" aria-hidden="true" onPointerDown={(event) => begin(event, 'stretch', place)} />
            </button>
          ))}
        </div>
        <p className="quiet">
          Dùng bàn phím: bấm “Thêm vùng che”, phím mũi tên để dời, giữ Shift và mũi tên để đổi cỡ, Delete để bỏ.
          {isFull && ` Nhiều nhất ${mostAreas} vùng.`}
        </p>
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayRefusal(failure)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
