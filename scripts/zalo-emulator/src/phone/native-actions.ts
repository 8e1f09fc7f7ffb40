import { z } from 'zod';
import { randomToken } from '../ids.js';
import { act } from '../person-actions.js';
import { type Scope, scopes } from '../settings.js';
import type { Person } from '../state.js';
import type { World } from '../world.js';

/** What zmp-sdk hands to Zalo's app, and what the person answered to a dialog. */
export const NativeCall = z.strictObject({
  personId: z.string(),
  action: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
  decision: z.enum(['accept', 'refuse', 'never', 'cancel']).optional(),
  /** What was typed, or the permissions that were left on. */
  text: z.string().optional(),
  scopes: z.array(z.enum(scopes)).optional(),
});
export type NativeCall = z.infer<typeof NativeCall>;

interface Reply {
  error_code: number;
  error_message: string;
  data: unknown;
}

export type Dialog =
  | { kind: 'consent'; title: string; text: string; items: string[]; accept: string; refuse: string }
  | { kind: 'input'; title: string; label: string; accept: string }
  | { kind: 'permissions'; title: string; items: { scope: Scope; label: string; on: boolean }[] }
  | { kind: 'share'; title: string; text: string };

export type Effect =
  | { kind: 'open'; url: string }
  | { kind: 'call'; phone: string }
  | { kind: 'chat'; text: string }
  | { kind: 'close' }
  | { kind: 'title'; title: string }
  | { kind: 'toast'; text: string }
  | { kind: 'save'; source: string };

/** Either the reply for the SDK, with what happens on the screen, or a dialog to show first. */
export type NativeAnswer = { reply: Reply; effect?: Effect } | { ask: Dialog };

const success = (data: unknown = {}, effect?: Effect): NativeAnswer => ({
  reply: { error_code: 0, error_message: 'Success', data },
  ...(effect ? { effect } : {}),
});
const failure = (code: number, message: string): NativeAnswer => ({ reply: { error_code: code, error_message: message, data: {} } });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const scopeWords: Record<Scope, string> = {
  'scope.userInfo': 'Tên và ảnh đại diện',
  'scope.userPhonenumber': 'Số điện thoại',
  'scope.userLocation': 'Vị trí',
  'scope.userFriends': 'Danh sách bạn bè',
};

/** What the person's "no" becomes: `native` codes -1 turn into -2002 inside zmp-sdk, the others pass through. */
const refusal = { refuse: -201, never: -202, cancel: -2003 } as const;
const quietRefusal = { refuse: -1, never: -202, cancel: -2003 } as const;

/** Zalo's app on the person's phone: answers one action of zmp-sdk. */
export async function nativeAction(world: World, person: Person, call: NativeCall): Promise<NativeAnswer> {
  const { identity, people, store } = world;
  const { settings } = store.state;
  const { options, decision } = call;

  /** Asks once, remembers "never" and tells what came of it. */
  async function consented(
    key: string,
    codes: typeof refusal | typeof quietRefusal,
    dialog: Dialog,
    granted: () => NativeAnswer | Promise<NativeAnswer>,
  ): Promise<NativeAnswer> {
    if (person.never.includes(key)) return failure(-202, "User denied and don't ask again");
    if (decision === undefined) return { ask: dialog };
    if (decision === 'accept') return granted();
    if (decision === 'never') {
      person.never.push(key);
      people.changed(person);
    }
    return failure(codes[decision], decision === 'cancel' ? 'User cancel' : 'User denied');
  }

  function grant(scope: Scope): void {
    if (!person.scopes.includes(scope)) person.scopes.push(scope);
    people.changed(person);
  }

  function token(scope: 'scope.userPhonenumber' | 'scope.userLocation'): NativeAnswer | Promise<NativeAnswer> {
    if (settings.unapprovedScopes.includes(scope)) return failure(-1, 'Permission required!');
    const kind = scope === 'scope.userPhonenumber' ? 'phone' : 'location';
    const granted = () => {
      grant(scope);
      return success({ token: people.issueInfoToken(person, kind) });
    };
    if (person.scopes.includes(scope)) return granted();
    return consented(scope, quietRefusal, consent([scope]), granted);
  }

  const consent = (wanted: Scope[]): Dialog => ({
    kind: 'consent',
    title: `${settings.miniAppName} muốn truy cập`,
    text: 'Thông tin chỉ được chia sẻ khi đồng ý.',
    items: wanted.map((scope) => scopeWords[scope]),
    accept: 'Cho phép',
    refuse: 'Từ chối',
  });

  async function authorize(): Promise<NativeAnswer> {
    const wanted = scopes.filter((scope) => Array.isArray(options.scopes) && options.scopes.includes(scope));
    if (wanted.some((scope) => settings.unapprovedScopes.includes(scope))) return dynamic(failure(-1, 'Permission required!'));
    const granted = () => success(Object.fromEntries(wanted.map((scope) => [scope, person.scopes.includes(scope)])));
    const open = wanted.filter((scope) => !person.scopes.includes(scope));
    if (open.length === 0) return dynamic(granted());
    const answer = await consented(open.join(' '), refusal, consent(open), () => {
      for (const scope of open) grant(scope);
      return granted();
    });
    return dynamic(answer);
  }

  function login(): NativeAnswer {
    const code = randomToken(32);
    const verifier = randomToken(32);
    const session = randomToken(24);
    const expiresAt = new Date(world.clock.now().getTime() + 30 * 24 * 3_600_000).toISOString();
    store.state.logins[code] = { personId: person.id, verifier, expiresAt };
    store.state.sessions[session] = person.id;
    store.changed();
    return success({
      cookiesOAuthLogins: [
        { name: 'h5.zdn.vn_zoauth', value: code },
        { name: 'h5.zdn.vn_zoauth_vrf', value: verifier },
        { name: 'h5.zdn.vn_zlink3rd', value: session },
      ],
      miniProgramConfig: {
        canUseAccessTokenByDefault: true,
        userAuthorized: person.scopes.includes('scope.userInfo'),
        jwt: session,
        userId: person.appUserId,
        idToken: randomToken(24),
        dynamicApis: [{ action: 'action.mp.user.authorize', isSupported: true, clientHandle: false }],
        requiredAuthenList: [],
      },
    });
  }

  function follow(): NativeAnswer | Promise<NativeAnswer> {
    if (options.uid !== identity.oaId) return failure(-2000, 'Official Account does not exist');
    if (person.follows) return success();
    const dialog: Dialog = {
      kind: 'consent',
      title: `Quan tâm ${settings.oaName}?`,
      text: 'Official Account này sẽ gửi được tin nhắn và thông báo qua Zalo.',
      items: [],
      accept: 'Quan tâm',
      refuse: 'Để sau',
    };
    return consented('followOA', refusal, dialog, async () => {
      await act(world, person, { do: 'follow', source: 'oa_profile' });
      return success();
    });
  }

  function interact(): Promise<NativeAnswer> {
    const dialog: Dialog = {
      kind: 'consent',
      title: `Cho phép ${settings.oaName} nhắn tin?`,
      text: 'Official Account này sẽ gửi được tin nhắn qua Zalo.',
      items: [],
      accept: 'Cho phép',
      refuse: 'Từ chối',
    };
    return consented('interactOA', refusal, dialog, () => {
      person.interacts = true;
      person.lastInteraction = world.clock.now().toISOString();
      people.changed(person);
      return success();
    });
  }

  function notifications(): NativeAnswer | Promise<NativeAnswer> {
    if (person.notifications) return success();
    const dialog: Dialog = {
      kind: 'consent',
      title: 'Nhận thông báo?',
      text: `${settings.miniAppName} muốn gửi thông báo qua tài khoản Zalo Mini App.`,
      items: [],
      accept: 'Cho phép',
      refuse: 'Từ chối',
    };
    return consented('notification', quietRefusal, dialog, () => {
      person.notifications = true;
      people.changed(person);
      return success();
    });
  }

  function permissionSettings(): NativeAnswer {
    if (decision === undefined) {
      const items = scopes.slice(0, 3).map((scope) => ({ scope, label: scopeWords[scope], on: person.scopes.includes(scope) }));
      return { ask: { kind: 'permissions', title: `Quyền của ${settings.miniAppName}`, items } };
    }
    if (decision === 'accept') {
      person.scopes = call.scopes ?? [];
      person.never = [];
      people.changed(person);
    }
    return success();
  }

  function share(): NativeAnswer {
    const shared = [options.text, options.link, options.caption, options.photoUrl].map(text).filter(Boolean).join('\n');
    if (decision === undefined) return { ask: { kind: 'share', title: 'Chia sẻ', text: shared } };
    return decision === 'accept'
      ? success({ status: 1, share_type: 1, uid_to_size: 1 })
      : success({ status: 2, share_type: 0, uid_to_size: 0 });
  }

  function scan(): NativeAnswer {
    if (decision === undefined) return { ask: { kind: 'input', title: 'Quét mã QR', label: 'Nội dung của mã', accept: 'Xong' } };
    return decision === 'accept' ? success({ content: call.text ?? '' }) : failure(-2003, 'User cancel');
  }

  switch (call.action) {
    case 'action.jump.login':
      return login();
    case 'action.mp.get.number':
      return token('scope.userPhonenumber');
    case 'action.get.location':
      return token('scope.userLocation');
    case 'action.mp.user.authorize':
      return authorize();
    case 'action.follow.oa':
      return follow();
    case 'action.unfollow.oa':
      await act(world, person, { do: 'unfollow' });
      return success();
    case 'action.mp.interact.oa':
      return interact();
    case 'action.mp.send.notification':
      return notifications();
    case 'action.ma.menu.permission':
    case 'action.open.setting':
      return permissionSettings();
    case 'action.open.sharesheet':
      return share();
    case 'action.open.qr':
      return scan();
    case 'action.open.chat':
      return success({}, { kind: 'chat', text: text(options.msg) });
    case 'action.open.profile':
    case 'action.view.myqr':
      return success({}, { kind: 'chat', text: '' });
    case 'action.open.inapp':
    case 'action.open.outapp':
    case 'action.open.document':
      return success({}, { kind: 'open', url: text(options.url) });
    case 'action.open.mp':
      return success({}, { kind: 'open', url: text(options.mpUrl) });
    case 'action.open.phone':
    case 'action.open.sms':
      return success({}, { kind: 'call', phone: text(options.phoneNum) || text(options.phoneCode) });
    case 'action.save.image.gallery':
      return success({}, { kind: 'save', source: text(options.imageBase64Data) || text(options.imageUrl) });
    case 'action.save.file':
      return success({}, { kind: 'save', source: text(options.fileBase64Data) || text(options.fileUrl) });
    case 'action.show.toast':
      return success({}, { kind: 'toast', text: text(options.message) || text(options.text) });
    case 'action.change.title.header':
      return success({}, { kind: 'title', title: text(options.title) });
    case 'action.window.close':
      return success({}, { kind: 'close' });
    // 0 is Wi-Fi on Android.
    case 'action.webview.networktype':
      return success({ network: 0 });
    case 'action.request.permission.camera':
      return success({ error_code: 0 });
    case 'action.create.shortcut':
      return success({}, { kind: 'toast', text: 'Đã thêm lối tắt ra màn hình chính.' });
    default:
      // Ways to dress the window that change nothing here; whatever else Zalo's app does, this one does not support.
      return harmless.has(call.action) ? success() : failure(-5, 'Client not support');
  }
}

const harmless: ReadonlySet<string> = new Set([
  'action.change.actionbar',
  'action.change.actionbar.color',
  'action.change.actionbar.leftbutton.type',
  'action.change.bottombar',
  'action.change.button.header',
  'action.change.autorotate',
  'action.create.options.menu',
  'action.hide.keyboard',
  'action.interactive.vibration',
  'action.keep.screen',
  'action.ma.menu.favorites',
  'action.ma.menu.minimize',
  'action.mp.add.myfavorites',
  'action.mp.add.rating',
  'action.mp.app.lifecycle.tracking',
  'action.mp.close.loadingview',
  'action.webview.set.result',
]);

/** Actions Zalo serves itself come back as JSON inside the data. */
function dynamic(answer: NativeAnswer): NativeAnswer {
  if ('ask' in answer) return answer;
  return { reply: { error_code: 0, error_message: 'Success', data: JSON.stringify(answer.reply) } };
}
