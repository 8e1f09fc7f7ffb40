import type { EmulatorClock } from './clock.js';
import { Refusal } from './errors.js';
import type { Draft } from './inboxes.js';
import type { Button, Template } from './state.js';
import type { Store } from './store.js';
import { vietnamDay } from './vietnam-time.js';

type Data = Readonly<Record<string, string>>;

/** Template values as Zalo takes them: texts and numbers, composed to NFC. */
export function templateValues(data: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value).normalize('NFC')]));
}

/** Refuses data a registered template cannot take: missing -1122, too long -1121, malformed -1124. */
export function checkTemplateData(template: Template, data: Data): void {
  for (const { name, maxLength, required, type } of template.parameters) {
    const value = data[name];
    if (value === undefined || value.trim() === '') {
      if (required) throw new Refusal(-1122, `Template data is missing a parameter: ${name}`);
      continue;
    }
    if ([...value].length > maxLength) throw new Refusal(-1121, `Template data is too long: ${name}`);
    if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) throw new Refusal(-1124, `Template data has a wrong format: ${name}`);
    if (type === 'date' && !/^(\d{2}:\d{2}(:\d{2})? )?\d{2}\/\d{2}\/\d{4}$/.test(value))
      throw new Refusal(-1124, `Template data has a wrong format: ${name}`);
  }
}

const filled = (text: string, data: Data) => text.replace(/<([\w.]+)>/g, (whole, name: string) => data[name] ?? whole);

const unfilled = ({ payload }: Button) => /<[\w.]+>/.test(typeof payload === 'string' ? payload : JSON.stringify(payload));

/** The card as the person sees it. Values that nothing mentions stand in rows below it; a button that lacks its value is left out. */
export function templateCard(template: Template, data: Data): Pick<Draft, 'kind' | 'title' | 'text' | 'rows' | 'buttons' | 'template'> {
  const words = `${template.title}${template.body}${JSON.stringify(template.buttons)}`;
  const mentioned = new Set([...words.matchAll(/<([\w.]+)>/g)].map((match) => match[1]));
  const buttons: Button[] = template.buttons.map((button) => ({
    ...button,
    payload:
      typeof button.payload === 'string'
        ? filled(button.payload, data)
        : Object.fromEntries(Object.entries(button.payload).map(([key, value]) => [key, filled(value, data)])),
  }));
  return {
    kind: 'template',
    title: filled(template.title, data) || template.name,
    text: filled(template.body, data),
    rows: Object.entries(data)
      .filter(([name, value]) => !mentioned.has(name) && value !== '')
      .map(([label, value]) => ({ label, value })),
    buttons: buttons.filter((button) => !unfilled(button)),
    template: { id: template.id, data: { ...data } },
  };
}

/** Counts one more of something today (Vietnam) and tells how many that makes. */
export function countToday(store: Store, clock: EmulatorClock, name: string): number {
  const key = `${name}:${vietnamDay(clock.now())}`;
  const count = (store.state.counters[key] ?? 0) + 1;
  store.state.counters[key] = count;
  store.changed();
  return count;
}

/** How many of something there were today. */
export function todaysCount(store: Store, clock: EmulatorClock, name: string): number {
  return store.state.counters[`${name}:${vietnamDay(clock.now())}`] ?? 0;
}
