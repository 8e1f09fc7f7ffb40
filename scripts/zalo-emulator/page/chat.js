import { byId, element } from './element.js';
import { dayOf, timeOf } from './format.js';

const reactions = { '/-heart': 'Yêu thích', '/-strong': 'Thích' };

function buttonsOf(message, tap) {
  if (message.buttons.length === 0) return null;
  return element(
    'div',
    { className: 'buttons' },
    ...message.buttons.map((button, place) =>
      element('button', { type: 'button', textContent: button.title, onclick: () => tap(message, place) }),
    ),
  );
}

function foot(message) {
  const parts = [timeOf(message.at)];
  if (message.channel === 'notification') parts.unshift('Thông báo Mini App');
  if (message.channel === 'template_phone') parts.unshift('Tin ZNS theo số điện thoại');
  if (message.channel === 'template_uid') parts.unshift('Tin mẫu');
  if (message.channel === 'broadcast') parts.unshift('Tin gửi chung');
  if (message.channel === 'group') parts.unshift('Tin nhóm');
  if (message.silent) parts.push('đến lặng lẽ ban đêm');
  if (message.billed) parts.push('có tính phí');
  if (message.reaction) parts.push(reactions[message.reaction] ?? message.reaction);
  return element('span', { className: 'foot', textContent: parts.join(' · ') });
}

function picture(message) {
  if (!message.image) return null;
  return element('img', { src: message.image, alt: message.kind === 'image' ? 'Ảnh trong tin nhắn' : '', loading: 'lazy' });
}

const isCard = (message) => ['template', 'list', 'notification', 'article', 'request_info'].includes(message.kind);

function card(message, tap) {
  const rows = message.rows.flatMap(({ label, value }) => [element('dt', { textContent: label }), element('dd', { textContent: value })]);
  return element(
    'li',
    { className: 'message theirs card', dataset: { id: message.id } },
    picture(message),
    element(
      'div',
      { className: 'inside' },
      message.title && element('h3', { textContent: message.title }),
      message.text && element('div', { textContent: message.text }),
      rows.length > 0 && element('dl', {}, ...rows),
      message.kind === 'article' &&
        message.url &&
        element('a', { href: message.url, target: '_blank', rel: 'noopener', textContent: 'Đọc bài' }),
      foot(message),
    ),
    message.kind === 'request_info'
      ? element(
          'div',
          { className: 'buttons' },
          element('button', { type: 'button', textContent: 'Gửi thông tin', onclick: () => tap(message, 'submit_info') }),
        )
      : buttonsOf(message, tap),
  );
}

const linked = /(https?:\/\/[^\s]+)/;

function words(text) {
  return text
    .split(linked)
    .map((part) => (linked.test(part) ? element('a', { href: part, target: '_blank', rel: 'noopener', textContent: part }) : part));
}

function bubble(message, tap) {
  const mine = message.from === 'person';
  return element(
    'li',
    { className: `message ${mine ? 'mine' : 'theirs'}`, dataset: { id: message.id } },
    message.channel === 'group' && element('span', { className: 'from', textContent: message.title }),
    picture(message),
    message.text && element('span', {}, ...words(message.text)),
    message.file && element('a', { href: message.url ?? '#', target: '_blank', rel: 'noopener', textContent: `Tệp ${message.file.name}` }),
    message.location && element('span', { textContent: `Vị trí ${message.location.latitude}, ${message.location.longitude}` }),
    message.kind === 'link' &&
      message.url &&
      element('a', { href: message.url, target: '_blank', rel: 'noopener', textContent: message.url }),
    ['audio', 'video'].includes(message.kind) && element('span', { textContent: message.kind === 'audio' ? 'Tin thoại' : 'Video' }),
    message.kind === 'sticker' && !message.image && element('span', { textContent: 'Nhãn dán' }),
    foot(message),
    buttonsOf(message, tap),
  );
}

/** Shows a person's chat with the Official Account. */
export function showChat(messages, tap) {
  const list = byId('messages');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  let day = '';
  const shown = messages.flatMap((message) => {
    const today = dayOf(message.at);
    const made = isCard(message) ? card(message, tap) : bubble(message, tap);
    if (today === day) return [made];
    day = today;
    return [element('li', { className: 'day', textContent: today }), made];
  });
  if (shown.length === 0) shown.push(element('li', { className: 'day', textContent: 'Chưa có tin nhắn nào.' }));
  list.replaceChildren(...shown);
  if (atEnd) list.scrollTop = list.scrollHeight;
}
