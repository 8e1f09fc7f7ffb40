// Zalo's app on the phone, for the Mini App in this window. It runs before the Mini App's own scripts and answers
// zmp-sdk the way Zalo does: through ZaloJavaScriptInterface, with dialogs the person can accept or refuse.
(() => {
  const emulator = window.ZaloEmulator;
  const query = new URLSearchParams(location.search);
  const real = { local: window.localStorage, session: window.sessionStorage, fetch: window.fetch.bind(window), Date: window.Date };

  // Who holds the phone: told once in the address, then remembered by this tab and taken out of what the Mini App sees.
  const personId = query.get('person') ?? real.session.getItem('zalo-emulator.person');
  if (personId === null) {
    location.replace(emulator.phone);
    return;
  }
  real.session.setItem('zalo-emulator.person', personId);
  if (query.has('person')) {
    query.delete('person');
    history.replaceState(history.state, '', location.pathname + (query.size > 0 ? `?${query}` : '') + location.hash);
  }

  // Each person has a phone of their own, so their stored things must not meet.
  function storageOf(store, prefix) {
    const keys = () => Object.keys(store).filter((key) => key.startsWith(prefix));
    const methods = {
      getItem: (key) => store.getItem(prefix + key),
      setItem: (key, value) => store.setItem(prefix + key, value),
      removeItem: (key) => store.removeItem(prefix + key),
      clear: () => {
        for (const key of keys()) store.removeItem(key);
      },
      key: (place) => keys()[place]?.slice(prefix.length) ?? null,
    };
    return new Proxy(methods, {
      get: (target, key) => (key === 'length' ? keys().length : key in target ? target[key] : (target.getItem(String(key)) ?? undefined)),
      set: (target, key, value) => {
        target.setItem(String(key), value);
        return true;
      },
      has: (target, key) => key in target || target.getItem(String(key)) !== null,
      deleteProperty: (target, key) => {
        target.removeItem(String(key));
        return true;
      },
      ownKeys: () => keys().map((key) => key.slice(prefix.length)),
      getOwnPropertyDescriptor: (target, key) => {
        const value = target.getItem(String(key));
        return value === null ? undefined : { value, enumerable: true, configurable: true, writable: true };
      },
    });
  }
  const local = storageOf(real.local, `zalo:${personId}:app:`);
  const native = storageOf(real.local, `zalo:${personId}:native:`);
  Object.defineProperty(window, 'localStorage', { configurable: true, value: local });
  Object.defineProperty(window, 'sessionStorage', { configurable: true, value: storageOf(real.session, `zalo:${personId}:`) });

  // The phone's clock is the emulator's.
  let offsetMs = emulator.offsetMs;
  const now = () => real.Date.now() + offsetMs;
  window.Date = new Proxy(real.Date, {
    construct: (target, values, called) => Reflect.construct(target, values.length > 0 ? values : [now()], called),
    apply: () => new real.Date(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  const events = new EventSource('/control/events');
  events.onmessage = async ({ data }) => {
    if (JSON.parse(data).kind === 'clock') offsetMs = (await (await real.fetch('/control/clock')).json()).offsetMs;
  };

  const userAgent = `${navigator.userAgent} Zalo android/24112345 ZaloTheme/light ZaloLanguage/vi`;
  Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => userAgent });
  window.ZJSBridge = {};

  // Zalo's hosts are served below this very address.
  const hosts = /^https:\/\/(graph\.zalo\.me|h5\.zalo\.me|oauth\.zaloapp\.com|openapi\.mini\.zalo\.me)\//;
  const here = (url) => String(url).replace(hosts, (_whole, host) => `${location.origin}/${host}/`);
  window.fetch = (input, init) =>
    input instanceof Request
      ? real.fetch(hosts.test(input.url) ? new Request(here(input.url), input) : input, init)
      : real.fetch(here(input), init);
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function openHere(method, url, ...others) {
    return open.call(this, method, here(url), ...others);
  };

  const miniAppLink = new RegExp(`^https://zalo\\.me/s/${emulator.miniAppId}(/.*)?$`);
  const tellPhone = (news) => {
    if (window.parent !== window) window.parent.postMessage({ from: 'zalo-emulator', ...news }, emulator.phone.replace(/\/$/, ''));
  };
  const goToPhone = (search) => {
    if (window.parent === window) location.assign(`${emulator.phone}?${new URLSearchParams({ person: personId, ...search })}`);
  };

  function takeEffect(effect) {
    switch (effect?.kind) {
      case 'open': {
        const path = miniAppLink.exec(effect.url)?.[1];
        if (path !== undefined) location.assign(`/zapps/${emulator.miniAppId}${path}`);
        else if (/^https?:/.test(effect.url)) window.open(effect.url, '_blank', 'noopener');
        return;
      }
      case 'call':
        return window.zaloDialogs.toast(`Đang gọi ${effect.phone}`);
      case 'chat':
        tellPhone({ kind: 'chat', text: effect.text });
        return goToPhone({ tab: 'chat' });
      case 'close':
        tellPhone({ kind: 'close' });
        return goToPhone({ tab: 'chat' });
      case 'title':
        return tellPhone({ kind: 'title', title: effect.title });
      case 'toast':
        return window.zaloDialogs.toast(effect.text);
      case 'save': {
        const link = document.createElement('a');
        link.href = effect.source;
        link.download = '';
        link.target = '_blank';
        link.click();
        return window.zaloDialogs.toast('Đã lưu.');
      }
    }
  }

  async function act(action, options, answer = {}) {
    const response = await real.fetch('/bridge/action', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ personId, action, options, ...answer }),
    });
    if (!response.ok) return { error_code: -2000, error_message: (await response.json()).title, data: {} };
    const told = await response.json();
    if (told.ask) return act(action, options, await window.zaloDialogs.ask(told.ask));
    takeEffect(told.effect);
    return told.reply;
  }

  // The store zmp-sdk calls nativeStorage and setStorage; it is asked with and without waiting.
  function stored({ mpds_action: action, mpds_data: data = {} }) {
    switch (action) {
      case 'mpds.get':
        return {
          mpds_data: {
            map: Object.fromEntries(
              (data.keys ?? []).flatMap((key) => (native.getItem(key) === null ? [] : [[key, JSON.parse(native.getItem(key))]])),
            ),
          },
        };
      case 'mpds.set':
        for (const [key, value] of Object.entries(data.map ?? {})) native.setItem(key, JSON.stringify(value));
        return { mpds_data: { error_keys: [] } };
      case 'mpds.get.size':
        return { mpds_data: { size: Object.keys(native).reduce((sum, key) => sum + key.length + native.getItem(key).length, 0) } };
      case 'mpds.remove.key':
        for (const key of data.keys ?? []) native.removeItem(key);
        return { mpds_data: { error_keys: [] } };
      default:
        native.clear();
        return { mpds_data: {} };
    }
  }

  window.ZaloJavaScriptInterface = {
    jsCall(_token, action, _accessToken, optionsJson, callback) {
      const [, serial, name] = /onNativeMessage\("([^"]*)", "([^"]*)"\)/.exec(callback) ?? [];
      const options = optionsJson && optionsJson !== 'undefined' ? JSON.parse(optionsJson) : {};
      const reply = action.startsWith('action.zbrowser.mpds')
        ? Promise.resolve({ error_code: 0, error_message: 'Success', data: stored(options) })
        : act(action, options);
      reply.then((given) => window.onNativeMessage?.(serial, name)(JSON.stringify({ ...given, action })));
    },
    processActionMPDS: (json) => JSON.stringify({ error_code: 0, error_message: 'Success', data: stored(JSON.parse(json)) }),
    jsH5EventCallback() {},
  };

  // Zalo's own menu at the top right, which a Mini App must leave room for.
  window.zaloMenu = {
    permissions: () => act('action.ma.menu.permission', {}),
    reload: () => location.reload(),
    close: () => takeEffect({ kind: 'close' }),
    async remove() {
      await real.fetch(`/control/people/${personId}/actions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ do: 'revoke_consent' }),
      });
      local.clear();
      native.clear();
      takeEffect({ kind: 'close' });
    },
  };
})();
