import { Phone } from 'lucide-react';
import { Button } from '../../components/button.js';
import { dial } from '../../zalo.js';

/** The number of the commune, to call with one press. */
export function Hotline({ hotline }: { hotline: string }) {
  return (
    <Button look="plain" icon={<Phone aria-hidden="true" size={22} />} onPress={() => void dial(hotline.replace(/[^\d+]/g, ''))}>
      Gọi số trực <span className="together">{hotline}</span>
    </Button>
  );
}
