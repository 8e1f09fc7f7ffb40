import './guidance.css';
import { emergencyNumbers } from 'backend/contracts/guidance';
import { CircleAlert, Phone } from 'lucide-react';
import { type MouseEvent, useEffect, useId, useRef } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { dial } from '../../zalo.js';

type StopNoticeProps = {
  kind: 'denunciation' | 'complaint' | 'emergency';
  certainty: 'clear' | 'possible';
  /** What in the text made it look so. */
  words: string | readonly string[];
  /** Whom to call at once: "113". */
  numbers: readonly string[];
  /** Back to the text. */
  onEdit: () => void;
  /** Sends it as a report nevertheless; absent where the law leaves no way on. */
  onContinue?: (() => void) | null | undefined;
};

const sayings = {
  denunciation: {
    clear: {
      title: 'Đây là tố cáo, ứng dụng không nhận được',
      text: 'Tố cáo chỉ có giá trị khi làm đơn có chữ ký, hoặc đến trình bày. Nộp đúng nơi thì tên của ông/bà được giữ kín. Những gì vừa gõ chưa gửi đi đâu cả.',
    },
    possible: {
      title: 'Nội dung này có thể là tố cáo',
      text: 'Muốn báo ai đó vi phạm pháp luật thì phải làm đơn có chữ ký, hoặc đến trình bày; khi ấy tên của ông/bà được giữ kín. Chỉ muốn xã biết để sửa thì cứ gửi tiếp.',
    },
  },
  complaint: {
    clear: {
      title: 'Đây là khiếu nại, gửi ở đây chưa được tính',
      text: 'Muốn xem lại một quyết định thiệt đến mình thì phải làm đơn có chữ ký, hoặc đến trình bày, trong thời hạn luật cho phép.',
    },
    possible: {
      title: 'Nội dung này có thể là khiếu nại',
      text: 'Muốn xem lại một quyết định thiệt đến mình thì phải làm đơn có chữ ký, hoặc đến trình bày. Chỉ muốn xã biết thì cứ gửi tiếp.',
    },
  },
  emergency: {
    clear: {
      title: 'Việc này cần gọi ngay',
      text: 'Có người đang gặp nguy hiểm thì xin gọi điện. Ứng dụng chỉ có người đọc trong giờ làm việc.',
    },
    possible: {
      title: 'Có ai đang gặp nguy hiểm không?',
      text: 'Nếu có, xin gọi điện ngay. Ứng dụng chỉ có người đọc trong giờ làm việc.',
    },
  },
} as const;

const ways = {
  denunciation: [{ to: '/guidance/denunciation', name: 'Xem cách tố cáo, nơi nộp, mẫu đơn' }],
  complaint: [
    { to: '/guidance/complaint', name: 'Xem cách khiếu nại, thời hạn, mẫu đơn' },
    { to: '/reception', name: 'Hẹn gặp lãnh đạo xã để trình bày' },
  ],
  emergency: [],
} as const;

/** Stands beside a text that is something a report cannot be, with where that goes. Said aloud once, and shown without taking the focus away. */
export function StopNotice({ kind, certainty, words, numbers, onEdit, onContinue }: StopNoticeProps) {
  const id = useId();
  const box = useRef<HTMLElement>(null);
  const { title, text } = sayings[kind][certainty];
  const noticed = (typeof words === 'string' ? [words] : words).filter((word) => word.trim() !== '');

  const called = numbers.length === 0 && kind === 'emergency' ? emergencyNumbers.map(({ number }) => number) : numbers;

  useEffect(() => {
    if (`${kind} ${certainty}` !== '') box.current?.scrollIntoView({ block: 'nearest' });
  }, [kind, certainty]);

  return (
    <section ref={box} className="stop" data-kind={kind} aria-labelledby={`${id}-title`}>
      <div role="alert" className="stop-said">
        <CircleAlert aria-hidden="true" size={24} className="stop-sign" />
        <div className="stop-words">
          <p id={`${id}-title`} className="stop-title">
            {title}
          </p>
          <p>{text}</p>
          {noticed.length > 0 && <p className="quiet">Vì có chữ: {noticed.map((word) => `“${word}”`).join(', ')}</p>}
        </div>
      </div>
      {called.length > 0 && <Calls numbers={called} />}
      {ways[kind].map(({ to, name }) => (
        <Link key={to} to={to} className="stop-way">
          {name}
        </Link>
      ))}
      <Button look="plain" onPress={onEdit}>
        Sửa lại nội dung
      </Button>
      {onContinue && (
        <Button look="quiet" onPress={onContinue}>
          Đây là phản ánh, gửi tiếp
        </Button>
      )}
    </section>
  );
}

/** Numbers to call at once, with whom they reach. */
export function Calls({ numbers }: { numbers: readonly string[] }) {
  const call = async (event: MouseEvent, number: string) => {
    event.preventDefault();
    // Outside Zalo the phone follows the link by itself.
    if ((await dial(number)).kind === 'unavailable') window.location.href = `tel:${number}`;
  };
  return (
    <ul className="calls">
      {numbers.map((number) => (
        <li key={number}>
          <a href={`tel:${number}`} className="call" onClick={(event) => void call(event, number)}>
            <Phone aria-hidden="true" size={20} />
            <span>
              Gọi <strong>{number}</strong> <span className="call-whom">{emergencyNumbers.find((one) => one.number === number)?.name}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
