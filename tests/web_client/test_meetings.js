/** The button that opens a meeting says where it leads (T3.1). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meetingName } from '../../web_client/src/meetings.js';

test('known services are named by their host', () => {
  const named = [
    ['https://us02web.zoom.us/j/123?pwd=a', 'Zoom'],
    ['https://teams.microsoft.com/l/meetup-join/19', 'Teams'],
    ['https://teams.live.com/meet/9', 'Teams'],
    ['https://meet.google.com/abc-defg-hij', 'Meet'],
    ['https://meet.jit.si/Hiroba', 'Jitsi'],
    ['https://jitsi.example.jp/room', 'Jitsi'],
    ['https://bbb2.example.jp/b/sat-abc', 'BigBlueButton'],
    ['https://video.example.jp/bigbluebutton/api/join', 'BigBlueButton'],
  ]; // prettier-ignore
  for (const [link = '', name] of named) assert.equal(meetingName(link), name, link);
});

test('any other address is named by its host, also one that only looks like a known one', () => {
  assert.equal(meetingName('https://zoom.us.example.jp/j/1'), 'zoom.us.example.jp');
  assert.equal(meetingName('https://myzoom.us/j/1'), 'myzoom.us');
  assert.equal(meetingName('https://class.example.jp/1'), 'class.example.jp');
});
