import * as api from './api.js';
import { byId, element } from './element.js';
import { dayOf, offsetWords, secondsOf, timeOf } from './format.js';

/** The clock, running on from what the emulator said. */
export function runningClock() {
  let offsetMs = 0;
  const show = () => {
    const now = Date.now() + offsetMs;
    byId('clock').textContent = secondsOf(now);
    byId('clock-day').textContent = dayOf(now);
    byId('clock-offset').textContent = offsetWords(offsetMs);
    byId('bar-clock').textContent = `${timeOf(now)} · ${dayOf(now)}`;
    byId('status-time').textContent = timeOf(now);
  };
  const read = async () => {
    offsetMs = (await api.clock()).offsetMs;
    show();
  };
  for (const button of document.querySelectorAll('[data-advance]'))
    button.addEventListener('click', async () => {
      const { advance } = button.dataset;
      await api.moveClock(advance === 'reset' ? { reset: true } : { advanceMs: Number(advance) });
      await read();
    });
  setInterval(show, 1000);
  return { read };
}

const windowWords = (person) => {
  const { kind, code, freeUntil, billedUntil } = person.window;
  const until = (instant) => `${timeOf(instant)} ${dayOf(instant)}`;
  if (kind === 'free') return `OA nhắn miễn phí được đến ${until(freeUntil)}.`;
  if (kind === 'billed') return `OA nhắn được, có tính phí, đến ${until(billedUntil)}.`;
  return {
    '-213': 'OA không nhắn được: người này không quan tâm OA.',
    '-227': 'OA không nhắn được: Zalo lâu không dùng.',
    '-244': 'OA không nhắn được: đã tắt nhận tin.',
    '-230': 'OA không nhắn được: quá 7 ngày không tương tác.',
  }[code];
};

const switches = [
  ['Chặn OA', (person) => person.blocked, (on) => ({ do: 'block', on })],
  ['Tắt nhận tin của OA', (person) => person.restricted, (on) => ({ do: 'restrict', on })],
  ['Zalo bỏ không hơn 45 ngày', (person) => person.inactive, (on) => ({ do: 'go_inactive', on })],
  ['Cho thông báo Mini App', (person) => person.notifications, (on) => ({ do: 'allow_notifications', on })],
  ['Cho biết tên và ảnh', (person) => person.scopes.includes('scope.userInfo'), (on) => ({ do: 'consent', scope: 'scope.userInfo', on })],
  [
    'Cho biết số điện thoại',
    (person) => person.scopes.includes('scope.userPhonenumber'),
    (on) => ({ do: 'consent', scope: 'scope.userPhonenumber', on }),
  ],
  [
    'Cho biết vị trí',
    (person) => person.scopes.includes('scope.userLocation'),
    (on) => ({ do: 'consent', scope: 'scope.userLocation', on }),
  ],
];

/** What can be switched about the person who holds the phone. */
export function showPersonTools(person, act) {
  byId('person-tools').hidden = false;
  byId('window').textContent = windowWords(person);
  byId('switches').replaceChildren(
    ...switches.map(([label, isOn, action]) => {
      const input = element('input', { type: 'checkbox', checked: isOn(person) });
      input.addEventListener('change', () => act(action(input.checked)));
      return element('label', { className: 'switch' }, label, input);
    }),
  );
}

/** Whether the webhook still gets through and which faults are on. */
export async function showServer() {
  const { webhooks, faults, granted } = await api.status();
  const lines = [
    granted ? 'OA đã cấp quyền cho ứng dụng.' : 'OA chưa cấp quyền cho ứng dụng.',
    webhooks.oaUrl === null
      ? 'Chưa có địa chỉ webhook.'
      : webhooks.oaSubscribed
        ? 'Webhook đang nhận.'
        : 'Zalo đã ngừng gửi webhook vì nhiều lần không ai nhận.',
    ...(webhooks.waiting > 0 ? [`${webhooks.waiting} sự kiện chờ gửi lại.`] : []),
    ...(faults > 0 ? [`${faults} lỗi cố ý đang bật.`] : []),
  ];
  byId('server-state').textContent = lines.join(' ');
  byId('resubscribe').hidden = webhooks.oaSubscribed && webhooks.miniAppSubscribed;
  byId('clear-faults').hidden = faults === 0;
}
