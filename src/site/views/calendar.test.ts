import { expect, test } from 'vitest';
import { type CalendarEvent, renderCalendar } from './calendar.ts';

const event: CalendarEvent = {
  uid: '2026-08-08-power@mirrors.example.org',
  stamp: '2026-08-01T06:00:00Z',
  start: '2026-08-08T06:00:00Z',
  end: '2026-08-08T10:00:00Z',
  summary: 'Power',
  description: 'Off.',
  url: 'https://mirrors.example.org/incidents/2026-08-08-power/',
};

test('a calendar is what RFC 5545 says', () => {
  expect(renderCalendar('Example', [event]).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Heliostat//Maintenance//EN',
    'METHOD:PUBLISH',
    'NAME:Example',
    'X-WR-CALNAME:Example',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'BEGIN:VEVENT',
    'UID:2026-08-08-power@mirrors.example.org',
    'DTSTAMP:20260801T060000Z',
    'DTSTART:20260808T060000Z',
    'DTEND:20260808T100000Z',
    'SUMMARY:Power',
    'DESCRIPTION:Off.',
    'URL:https://mirrors.example.org/incidents/2026-08-08-power/',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test.each([
  ['', 60],
  ['中', 40],
  ['💾', 30],
])('lines of %s are folded at 75 bytes, between characters', (character, count) => {
  const summary = (character || 'a').repeat(count * 3);
  const text = renderCalendar('Example', [{ ...event, summary }]);
  const lengths = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`);
});

test('what would end a line or a value is escaped, so that no text can add a property', () => {
  const text = renderCalendar('a;b,c\\d', [
    { ...event, summary: 'x\r\nDTEND:1\nEND:VEVENT\r\u0007\ty', description: '' },
  ]);
  expect(text).toContain('NAME:a\\;b\\,c\\\\d\r\n');
  expect(text).toContain('SUMMARY:x\\nDTEND:1\\nEND:VEVENT\\n\ty\r\n');
  expect(text).not.toContain('DESCRIPTION');
});
