import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty } from '../../components/states.js';

/** An address that leads nowhere. */
export default function NotFoundPage() {
  const navigate = useNavigate();
  return (
    <Screen title="Không tìm thấy" backTo="/">
      <Empty action={<Button onPress={() => navigate('/', { replace: true })}>Về trang chủ</Button>}>
        <p>Không có trang này. Đường dẫn có thể đã cũ.</p>
      </Empty>
    </Screen>
  );
}
