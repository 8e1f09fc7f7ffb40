/** A way in which one message can reach a resident. */
export type Channel = 'consultation' | 'template_by_uid' | 'notification' | 'template_by_phone';

const hour = 3_600_000;
/** Consultation messages are free for so long after the person last wrote or tapped … */
const freeWindow = 48 * hour;
/** … and refused (-230) after so long. */
const consultationWindow = 7 * 24 * hour;

/** What Zalo allows to be written to somebody now, and until when. */
export type ReplyWindow = { kind: 'free' | 'billed'; until: Date } | { kind: 'closed' };

/** The window that a person's last message or tap opened: free for 48 hours, billed until seven days are over. */
export function replyWindow(lastInteractionAt: Date | null, now: Date): ReplyWindow {
  if (lastInteractionAt === null) return { kind: 'closed' };
  const free = new Date(lastInteractionAt.getTime() + freeWindow);
  if (now <= free) return { kind: 'free', until: free };
  const billed = new Date(lastInteractionAt.getTime() + consultationWindow);
  return now <= billed ? { kind: 'billed', until: billed } : { kind: 'closed' };
}

/**
 * The channels to try for one transactional message, cheapest and surest first; empty when none may be used.
 * Free consultation, template by UID (from the quota), Mini App notification, billed consultation, template by phone (paid).
 * A follower whose last interaction is unknown may be tried by consultation after the template, and one of whom even that is unknown
 * after the notification: at worst Zalo refuses it.
 * Whoever blocked the Official Account gets nothing in its name, not by phone template either; one who does not follow it gets no consultation (-213).
 */
export function planChannels(input: {
  now: Date;
  contact: { oaUserId: string | null; follows: boolean | null; lastInteractionAt: Date | null; blocked: boolean };
  appUserId: string | null;
  notificationsAllowed: boolean | null;
  phone: string | null;
  consent: boolean;
  configured: { templateByUid: boolean; templateByPhone: boolean; notification: boolean; billedConsultation: boolean };
}): Channel[] {
  const { now, contact, configured } = input;
  if (!input.consent) return [];
  const byAccount = contact.oaUserId !== null && !contact.blocked;
  const consults = byAccount && contact.follows !== false;
  const sinceInteraction = contact.lastInteractionAt === null ? null : now.getTime() - contact.lastInteractionAt.getTime();
  const free = sinceInteraction !== null && sinceInteraction <= freeWindow;
  const billed = sinceInteraction !== null && !free && sinceInteraction <= consultationWindow;

  const channels: Channel[] = [];
  if (consults && free) channels.push('consultation');
  if (byAccount && configured.templateByUid) channels.push('template_by_uid');
  if (consults && sinceInteraction === null && contact.follows === true) channels.push('consultation');
  if (input.appUserId !== null && input.notificationsAllowed === true && configured.notification) channels.push('notification');
  if (consults && sinceInteraction === null && contact.follows === null) channels.push('consultation');
  if (consults && billed && configured.billedConsultation) channels.push('consultation');
  if (input.phone !== null && !contact.blocked && configured.templateByPhone) channels.push('template_by_phone');
  return channels;
}
