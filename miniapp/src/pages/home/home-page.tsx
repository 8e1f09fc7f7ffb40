import { Screen } from '../../components/screen.js';
import { Skeleton } from '../../components/states.js';

export function HomePage() {
  return (
    <Screen title="Trang chủ" tabs>
      <Skeleton />
    </Screen>
  );
}
