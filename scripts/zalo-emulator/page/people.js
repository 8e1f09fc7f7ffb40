import { byId, element } from './element.js';
import { phoneOf, plain } from './format.js';

/** The list of people with its search; `choose` is called with the one that was pressed. */
export function peopleList(choose) {
  const rows = new Map();
  const list = byId('people-list');
  const search = byId('search');
  let all = [];
  let current = null;

  function row(person) {
    const badge = element('span', { className: 'badge', textContent: String(person.unread), hidden: person.unread === 0 });
    badge.setAttribute('aria-label', `${person.unread} tin chưa đọc`);
    const about = [person.note, phoneOf(person.phone)].filter(Boolean).join(' · ');
    const button = element(
      'button',
      { type: 'button', onclick: () => choose(person.id) },
      element('img', { src: person.avatar, alt: '', width: 40, height: 40, loading: 'lazy' }),
      element(
        'span',
        { className: 'grow' },
        element('strong', { className: 'cut', textContent: person.name }),
        element('span', { className: 'secondary cut', textContent: about }),
      ),
      badge,
    );
    button.setAttribute('aria-current', String(person.id === current));
    return element('li', {}, button);
  }

  const text = (person) =>
    plain(`${person.name} ${person.phone ?? ''} ${(person.phone ?? '').replace(/^84/, '0')} ${person.note} ${person.id}`);

  function show() {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    const found = all.filter((person) => wanted.every((word) => text(person).includes(word)));
    found.sort(
      (one, other) =>
        (other.unread > 0) - (one.unread > 0) ||
        (other.lastMessageAt ?? '').localeCompare(one.lastMessageAt ?? '') ||
        one.name.localeCompare(other.name, 'vi'),
    );
    rows.clear();
    list.replaceChildren(
      ...found.map((person) => {
        const made = row(person);
        rows.set(person.id, made);
        return made;
      }),
    );
    byId('people-count').textContent =
      all.length === 0
        ? 'Chưa có ai. Hãy thêm người qua địa chỉ điều khiển (xem README).'
        : found.length === 0
          ? 'Không tìm thấy ai. Thử gõ ít chữ hơn.'
          : `${found.length} người`;
  }

  search.addEventListener('input', show);
  return {
    set(people) {
      all = people;
      show();
    },
    update(person) {
      const place = all.findIndex((other) => other.id === person.id);
      if (place < 0) all.push(person);
      else all[place] = person;
      const before = rows.get(person.id);
      if (!before) return;
      const after = row(person);
      before.replaceWith(after);
      rows.set(person.id, after);
    },
    mark(id) {
      for (const key of [current, id])
        rows
          .get(key)
          ?.querySelector('button')
          .setAttribute('aria-current', String(key === id));
      current = id;
    },
    all: () => all,
  };
}
