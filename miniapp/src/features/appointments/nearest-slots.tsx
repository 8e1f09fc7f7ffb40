import { Button } from '../../components/button.js';
import { dayAndMonth, spokenTime, weekday } from '../../days.js';

type NearestSlotsProps = {
  nearest: readonly { date: string; start: string }[];
  busy: boolean;
  onChoose: (date: string, start: string) => void;
};

/** The two places nearest to the one that has just gone. */
export function NearestSlots({ nearest, busy, onChoose }: NearestSlotsProps) {
  if (nearest.length === 0) return null;
  return (
    <>
      <p>Gần nhất còn:</p>
      {nearest.slice(0, 2).map(({ date, start }) => (
        <Button key={`${date} ${start}`} look="plain" busy={busy} onPress={() => onChoose(date, start)}>
          {`${spokenTime(start)}, ${weekday(date)} ${dayAndMonth(date)}`}
        </Button>
      ))}
    </>
  );
}
