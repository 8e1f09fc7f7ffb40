// Zalo's dialogs and its menu, drawn above the Mini App in a tree of their own.
(() => {
  const host = document.createElement('zalo-native');
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/phone/dialogs.css';
  root.append(style);
  const place = () => document.documentElement.append(host);
  place();

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** Shows a dialog until it is answered; the backdrop, Escape and the cross cancel. */
  function ask(dialog) {
    return new Promise((resolve) => {
      const title = element('h2', { id: 'title', textContent: dialog.title, tabIndex: -1 });
      const box = element('dialog', { className: dialog.kind });
      box.setAttribute('aria-labelledby', 'title');
      const finish = (answer) => {
        box.close();
        box.remove();
        resolve(answer);
      };
      const button = (label, answer, className = '') =>
        element('button', { type: 'button', className, textContent: label, onclick: () => finish(answer()) });
      const cross = button('✕', () => ({ decision: 'cancel' }), 'cross');
      cross.setAttribute('aria-label', 'Đóng');
      box.append(cross, title, ...content(dialog, button));
      box.addEventListener('cancel', (event) => {
        event.preventDefault();
        finish({ decision: 'cancel' });
      });
      root.append(box);
      box.showModal();
      (box.querySelector('input[type="text"]') ?? title).focus();
    });
  }

  function content(dialog, button) {
    if (dialog.kind === 'consent') {
      const never = element('input', { type: 'checkbox' });
      return [
        element('p', { textContent: dialog.text }),
        element('ul', {}, ...dialog.items.map((item) => element('li', { textContent: item }))),
        button(dialog.accept, () => ({ decision: 'accept' }), 'primary'),
        button(dialog.refuse, () => ({ decision: never.checked ? 'never' : 'refuse' })),
        element('label', { className: 'never' }, never, 'Không hỏi lại'),
      ];
    }
    if (dialog.kind === 'input') {
      const input = element('input', { type: 'text', autocomplete: 'off' });
      const accept = button(dialog.accept, () => ({ decision: 'accept', text: input.value.trim() }), 'primary');
      input.addEventListener('keydown', (event) => event.key === 'Enter' && accept.click());
      return [element('label', { className: 'field' }, dialog.label, input), accept, button('Hủy', () => ({ decision: 'cancel' }))];
    }
    if (dialog.kind === 'permissions') {
      const boxes = dialog.items.map(({ scope, label, on }) => ({
        scope,
        label,
        input: element('input', { type: 'checkbox', checked: on }),
      }));
      return [
        ...boxes.map(({ label, input }) => element('label', { className: 'permission' }, label, input)),
        button(
          'Lưu',
          () => ({ decision: 'accept', scopes: boxes.filter(({ input }) => input.checked).map(({ scope }) => scope) }),
          'primary',
        ),
      ];
    }
    return [
      element('pre', { textContent: dialog.text }),
      button('Gửi', () => ({ decision: 'accept' }), 'primary'),
      button('Không gửi', () => ({ decision: 'cancel' })),
    ];
  }

  function toast(text) {
    const shown = element('output', { textContent: text });
    root.append(shown);
    setTimeout(() => shown.remove(), 2500);
  }

  const items = element(
    'div',
    { className: 'items', hidden: true },
    element('button', { type: 'button', textContent: 'Quyền của ứng dụng', onclick: () => window.zaloMenu.permissions() }),
    element('button', { type: 'button', textContent: 'Tải lại', onclick: () => window.zaloMenu.reload() }),
    element('button', { type: 'button', textContent: 'Gỡ ứng dụng', onclick: () => window.zaloMenu.remove() }),
  );
  const more = element('button', { type: 'button', textContent: '•••', ariaLabel: 'Menu của Zalo' });
  more.onclick = (event) => {
    event.stopPropagation();
    items.hidden = !items.hidden;
  };
  const close = element('button', { type: 'button', textContent: '✕', ariaLabel: 'Đóng Mini App', onclick: () => window.zaloMenu.close() });
  root.append(element('div', { className: 'menu' }, more, close, items));
  addEventListener('click', () => {
    items.hidden = true;
  });

  window.zaloDialogs = { ask, toast };
})();
