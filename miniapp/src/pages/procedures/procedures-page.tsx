import { Screen } from '../../components/screen.js';
import { Skeleton } from '../../components/states.js';

export default function Page() {
  return (
    <Screen title="Xã Phú Lạc" backTo="/">
      <Skeleton />
    </Screen>
  );
}
