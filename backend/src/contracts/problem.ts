import { z } from 'zod';

/**
 * The error codes both sides know, each with its HTTP status (RFC 9457 problem+json).
 * A code never changes its meaning; sentences for people may.
 */
export const problemStatus = {
  // Request
  invalid_request: 400,
  invalid_json: 400,
  body_too_large: 413,
  unsupported_media_type: 415,
  not_found: 404,
  method_not_allowed: 405,
  too_many_requests: 429,
  idempotency_key_reused: 422,
  // Who is asking
  not_signed_in: 401,
  session_expired: 401,
  zalo_sign_in_refused: 401,
  not_allowed: 403,
  invitation_invalid: 422,
  own_role: 409,
  officer_unknown: 404,
  console_sign_in_unknown: 404,
  console_sign_in_refused: 409,
  console_session_unknown: 404,
  // Phone
  phone_invalid: 422,
  phone_token_refused: 422,
  // Booking
  procedure_not_found: 404,
  way_not_offered: 422,
  day_in_past: 422,
  too_soon: 422,
  too_far: 422,
  place_closed: 409,
  slot_unknown: 422,
  slot_taken: 409,
  day_full: 409,
  hold_expired: 409,
  too_many_open: 409,
  no_show_cool_down: 409,
  duplicate_appointment: 409,
  home_visit_not_eligible: 422,
  appointment_not_found: 404,
  past_cut_off: 409,
  appointment_not_open: 409,
  same_slot: 409,
  // Waiting list
  day_not_full: 409,
  already_waiting: 409,
  too_many_waiting: 409,
  waiting_not_found: 404,
  offer_expired: 409,
  // Desk
  wrong_state: 409,
  not_today: 409,
  // Calendar and catalogue
  version_overlap: 409,
  counter_unknown: 422,
  hamlet_unknown: 422,
  // Audience and conversations
  hamlet_said_by_resident: 409,
  stop_invalid: 422,
  conversation_not_found: 404,
  window_closed: 409,
  billed_answer: 409,
  // Broadcasts
  broadcast_not_found: 404,
  revision_changed: 409,
  broadcast_started: 409,
  broadcast_not_open: 409,
  own_broadcast: 409,
  variable_unknown: 422,
  send_time_past: 422,
  picture_unknown: 422,
  nobody_reached: 422,
  template_not_found: 404,
  occasion_unknown: 404,
  // Files
  file_too_large: 413,
  file_type_refused: 415,
  file_unreadable: 422,
  file_unknown: 422,
  upload_too_slow: 400,
  media_too_long: 422,
  media_full: 409,
  media_held: 409,
  // Disclosures
  disclosure_not_found: 404,
  disclosure_changed: 409,
  disclosure_not_open: 409,
  disclosure_incomplete: 422,
  posting_too_short: 422,
  // Letters to one family
  life_letter_not_found: 404,
  life_letter_changed: 409,
  life_letter_not_open: 409,
  life_letter_incomplete: 422,
  own_life_letter: 409,
  // Reports of residents
  report_not_found: 404,
  report_changed: 409,
  report_not_open: 409,
  denunciation_not_here: 422,
  confirm_denunciation: 409,
  confirm_complaint: 409,
  confirm_emergency: 409,
  category_unknown: 422,
  location_impossible: 422,
  report_needs_name: 422,
  tracking_code_wrong: 404,
  report_check_invalid: 404,
  already_rated: 409,
  already_extended: 409,
  own_answer: 409,
  answer_missing: 422,
  picture_not_reviewed: 422,
  officer_excluded: 422,
  undo_too_late: 409,
  petition_not_found: 404,
  // Conduct of officers
  visit_not_seen: 409,
  rating_too_late: 409,
  conduct_comment_not_found: 404,
  conduct_comment_changed: 409,
  // Citizens' reception
  reception_session_not_found: 404,
  reception_session_changed: 409,
  reception_session_closed: 409,
  reception_day_off: 422,
  reception_published_late: 422,
  reception_overlap: 409,
  reception_full: 409,
  reception_already_booked: 409,
  reception_booking_not_found: 404,
  reception_too_early: 409,
  reception_entry_exists: 409,
  reception_entry_not_found: 404,
  reception_entry_changed: 409,
  reception_answered: 409,
  // Webhooks
  signature_invalid: 401,
  // Ours
  zalo_unavailable: 503,
  database_unavailable: 503,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof problemStatus;
export const problemCodes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];

/** The body of every error, `application/problem+json`. `title` and `detail` are Vietnamese sentences for people. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  /** The fields at fault: a path such as `body.person.name`, and what is wrong with it. */
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** Seconds to wait before asking again. */
  retryAfter: z.number().optional(),
  /** Other slots near the one that was taken. */
  nearest: z.array(z.object({ date: z.string(), start: z.string() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
