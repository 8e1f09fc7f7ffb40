import type { NewsItem } from 'backend/contracts/news';

const days = 3 * 86_400_000;

/** The greeting that stands on top of the home page: the newest one, no older than three days, unless it was put away. */
export function latestGreeting(news: readonly NewsItem[], putAway: unknown, now: Date): NewsItem | null {
  const greeting = news.find(({ kind }) => kind === 'greeting');
  if (greeting === undefined || greeting.id === putAway) return null;
  const age = now.getTime() - Date.parse(greeting.sentAt);
  return age <= days ? greeting : null;
}
