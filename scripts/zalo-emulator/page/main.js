import * as api from './api.js';
import { showChat } from './chat.js';
import { byId, element } from './element.js';
import { peopleList } from './people.js';
import { runningClock, showPersonTools, showServer } from './tools.js';

const start = new URLSearchParams(location.search);
const at = {
  personId: start.get('person'),
  tab: start.get('tab') ?? 'chat',
  path: start.get('path') ?? '/',
  computer: start.has('computer'),
};
const server = await api.status();
let person = null;

const miniAppOrigin = `http://h5.zdn.vn.localhost:${location.port || 80}`;
const miniAppUrl = (path) => {
  const url = new URL(`/zapps/${server.miniAppId}${path}`, miniAppOrigin);
  url.searchParams.set('person', at.personId);
  return url.href;
};

function remember() {
  const query = new URLSearchParams({
    ...(at.personId ? { person: at.personId } : {}),
    tab: at.tab,
    path: at.path,
    ...(at.computer ? { computer: '1' } : {}),
  });
  history.replaceState(null, '', `/?${query}`);
}

function openMiniApp(path) {
  at.tab = 'app';
  at.path = path;
  byId('app').replaceChildren(
    element('iframe', { title: server.settings.miniAppName, src: miniAppUrl(path), allow: 'clipboard-write; geolocation; camera' }),
  );
  byId('app').dataset.person = at.personId;
  showTab();
}

function showTab() {
  if (at.tab === 'app' && byId('app').dataset.person !== at.personId) return openMiniApp(at.path);
  byId('welcome').hidden = person !== null;
  byId('tabs').hidden = person === null;
  byId('toggle-computer').hidden = person === null;
  byId('chat').hidden = person === null || at.tab !== 'chat';
  byId('app').hidden = person === null || at.tab !== 'app';
  for (const button of document.querySelectorAll('[data-tab]'))
    button.setAttribute('aria-current', button.dataset.tab === at.tab ? 'page' : 'false');
  document.body.classList.toggle('computer', at.computer);
  byId('toggle-computer').textContent = at.computer ? 'Điện thoại' : 'Máy tính';
  if (person && at.tab === 'chat' && !document.hidden) see();
  remember();
}

// Looking at the chat is what Zalo tells the Official Account as "seen".
async function see() {
  if (person.unread > 0) await api.act(person.id, { do: 'seen' });
}

function showPerson() {
  byId('bar-person').textContent = person.name;
  byId('follow').textContent = person.follows ? 'Bỏ quan tâm' : 'Quan tâm';
  byId('follow').className = person.follows ? '' : 'primary';
  byId('oa-name').textContent = server.settings.oaName;
  byId('oa-state').textContent = person.blocked ? 'Đang bị chặn' : person.follows ? 'Đang quan tâm' : 'Chưa quan tâm';
  byId('app-tab').textContent = server.settings.miniAppName;
  byId('unread').textContent = String(person.unread);
  byId('unread').hidden = person.unread === 0;
  byId('own-tab').href = miniAppUrl('/');
  showPersonTools(person, act);
}

async function showMessages() {
  const { id } = person;
  const messages = await api.inbox(id);
  if (person?.id === id) showChat(messages, tap);
}

async function act(action) {
  const done = await api.act(person.id, action);
  await reread(person.id);
  return done;
}

async function tap(message, button) {
  if (button === 'submit_info') return act({ do: 'submit_info' });
  const { open } = await act({ do: 'tap', messageId: message.id, button });
  if (!open) return;
  const inside = new RegExp(`^https://zalo\\.me/s/${server.miniAppId}(/[^?#]*)?(\\?[^#]*)?`).exec(open.target);
  if (open.kind === 'url' && inside) openMiniApp((inside[1] ?? '/') + (inside[2] ?? ''));
  else if (open.kind === 'url' && /^https?:/.test(open.target)) window.open(open.target, '_blank', 'noopener');
  else if (open.kind !== 'url') alert(`${open.kind === 'phone' ? 'Đang gọi' : 'Nhắn tin tới'} ${open.target.split('?')[0]}`);
}

async function choose(id) {
  person = await api.person(id);
  at.personId = person.id;
  people.mark(person.id);
  document.body.classList.remove('show-people');
  showPerson();
  byId('messages').replaceChildren();
  showTab();
  await showMessages();
  byId('messages').scrollTop = byId('messages').scrollHeight;
}

async function reread(id) {
  const read = await api.person(id);
  people.update(read);
  if (person?.id !== id) return;
  person = read;
  showPerson();
  await showMessages();
  if (at.tab === 'chat' && !document.hidden) await see();
}

// A broadcast tells of hundreds of people at once; the list is read again once they have been quiet for a moment.
const touched = new Set();
let waiting;
function touch(id) {
  touched.add(id);
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const ids = [...touched];
    touched.clear();
    if (ids.length > 5) people.set((await api.people()).people);
    await Promise.all((ids.length > 5 ? ids.filter((one) => one === at.personId) : ids).map((one) => reread(one)));
  }, 60);
}

const people = peopleList(choose);
const clock = runningClock();

async function readAll() {
  people.set((await api.people()).people);
  await Promise.all([clock.read(), showServer()]);
  if (at.personId !== null) {
    const known = people.all().some((one) => one.id === at.personId);
    if (known) await choose(at.personId);
    else Object.assign(at, { personId: null });
  }
  showTab();
}

api.listen((news) => {
  if (news.kind === 'message' || news.kind === 'person') touch(news.personId);
  else if (news.kind === 'people') readAll();
  else if (news.kind === 'webhook' || news.kind === 'settings') showServer();
  else if (news.kind === 'clock') clock.read().then(() => person && reread(person.id));
}, readAll);

byId('write').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = byId('words').value.trim();
  if (text === '') return;
  byId('words').value = '';
  await act({ do: 'send_text', text });
  byId('messages').scrollTop = byId('messages').scrollHeight;
});
byId('follow').addEventListener('click', () => act({ do: person.follows ? 'unfollow' : 'follow' }));
byId('remove-app').addEventListener('click', async () => {
  await act({ do: 'revoke_consent' });
  delete byId('app').dataset.person;
  byId('app').replaceChildren();
  at.tab = 'chat';
  showTab();
});
for (const button of document.querySelectorAll('[data-tab]'))
  button.addEventListener('click', () => {
    at.tab = button.dataset.tab;
    showTab();
  });
byId('toggle-computer').addEventListener('click', () => {
  at.computer = !at.computer;
  if (at.computer) at.tab = person ? 'app' : at.tab;
  showTab();
});
for (const [button, shown, other] of [
  ['open-people', 'show-people', 'show-tools'],
  ['open-tools', 'show-tools', 'show-people'],
])
  byId(button).addEventListener('click', () => {
    document.body.classList.toggle(shown);
    document.body.classList.remove(other);
  });
byId('resubscribe').addEventListener('click', () => api.setWebhooks({ oaSubscribed: true, miniAppSubscribed: true }));
byId('clear-faults').addEventListener('click', () => api.clearFaults().then(showServer));
document.addEventListener('visibilitychange', () => person && showTab());
addEventListener('message', (event) => {
  if (event.origin !== miniAppOrigin || event.data?.from !== 'zalo-emulator') return;
  if (event.data.kind === 'chat' || event.data.kind === 'close') {
    at.tab = 'chat';
    at.computer = false;
    showTab();
    if (event.data.text) byId('words').value = event.data.text;
  }
});

await readAll();
