import { remember } from '../../adapters/memory.js';
import type { Clock } from '../../clock.js';
import type { AdministrativeUnit, CommuneCard, CommuneSettings, Hamlet } from '../../contracts/commune.js';
import { hoursText } from '../../domain/procedure-text.js';
import { fold } from '../../domain/search-text.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesStore } from './communes.store.js';

export type CommunesService = ReturnType<typeof communesService>;

type Deps = { store: CommunesStore; calendar: CalendarService; clock: Clock; defaults: CommuneSettings; onChange: () => void };

/** The commune: its settings, its hamlets, and the units it comes from. */
export function communesService({ store, calendar, clock, defaults, onChange }: Deps) {
  // What was saved before there was a field of settings takes it from the defaults.
  const loadSettings = remember(1_000, async (): Promise<CommuneSettings> => ({ ...defaults, ...(await store.settings()) }));
  const loadUnits = remember(10_000, () => store.units());
  const loadHamlets = remember(10_000, () => store.hamlets());
  const inForce = (unit: { validFrom: string; validTo: string | null }, day: string) =>
    unit.validFrom <= day && (unit.validTo === null || day <= unit.validTo);

  /** Name today, and what the area was called before: "trước 1/7/2025: xã Tân Linh". */
  async function names(): Promise<{ communeName: string; formerText: string | null }> {
    const [settings, units] = await Promise.all([loadSettings(), loadUnits()]);
    const unit = units.find(({ key }) => key === settings.unitKey);
    const area = units.find(({ key }) => key === settings.areaKey);
    const formerText =
      area?.validTo && unit && area.key !== unit.key ? `trước ${shortDate(unit.validFrom).replace(/\b0(\d)/g, '$1')}: ${area.name}` : null;
    return { communeName: unit?.name ?? settings.officeName, formerText };
  }

  return {
    settings: loadSettings,
    names,
    /** What was saved, as it was saved, whether in force today or not. Settings are null until somebody has saved them. */
    async stored(): Promise<{ settings: CommuneSettings | null; units: AdministrativeUnit[]; hamlets: Hamlet[] }> {
      const [settings, units, hamlets] = await Promise.all([store.settings(), store.units(), store.hamlets()]);
      return { settings, units: units.map(({ searchNames: _searchNames, ...unit }) => unit), hamlets };
    },
    async hamlets(): Promise<Hamlet[]> {
      const today = dayOf(clock.now());
      return (await loadHamlets()).filter((hamlet) => inForce(hamlet, today));
    },
    async card(): Promise<CommuneCard> {
      const today = dayOf(clock.now());
      const [settings, { communeName, formerText }, hamlets, counters, { seasons }] = await Promise.all([
        loadSettings(),
        names(),
        this.hamlets(),
        calendar.countersOn(today),
        calendar.load(),
      ]);
      const desk = counters.find(({ kind }) => kind === 'counter');
      return {
        officeName: settings.officeName,
        oneStopName: settings.oneStopName,
        communeName,
        formerText,
        address: settings.address,
        hotline: settings.hotline,
        hoursText: desk ? hoursText(desk, seasons, today) : '',
        location: settings.location,
        officialAccountId: settings.officialAccountId,
        hamlets: hamlets.map(({ key, name, sample }) => ({ key, name, sample })),
      };
    },
    async saveSettings(settings: CommuneSettings): Promise<CommuneSettings> {
      if (settings.booking.withholdMinutes.to < settings.booking.withholdMinutes.from)
        throw new ProblemError('invalid_request', 'Khoảng phút giữ lại chưa đúng.', {
          fields: [{ field: 'body.booking.withholdMinutes.to', message: 'Không được nhỏ hơn số phút đầu.' }],
        });
      await store.saveSettings(settings);
      loadSettings.forget();
      onChange();
      return settings;
    },
    async saveUnits(units: AdministrativeUnit[]) {
      await store.saveUnits(units.map((unit) => ({ ...unit, searchNames: [unit.name, ...unit.aliases].map(fold) })));
      loadUnits.forget();
      onChange();
      return { saved: units.length };
    },
    async saveHamlets(hamlets: Hamlet[]) {
      await store.saveHamlets(hamlets);
      loadHamlets.forget();
      onChange();
      return { saved: hamlets.length };
    },
    /** Units that had this name or alias; with `on`, only those in force that day. */
    async findUnits(query: string, on: string | undefined): Promise<AdministrativeUnit[]> {
      const wanted = fold(query);
      const units = await loadUnits();
      return units
        .filter((unit) => (on === undefined || inForce(unit, on)) && unit.searchNames.some((name) => name.includes(wanted)))
        .slice(0, 50)
        .map(({ searchNames: _searchNames, ...unit }) => unit);
    },
  };
}
