import { mediaLimits } from 'backend/contracts/report-media';
import { useEffect, useRef, useState } from 'react';

/** A voice note while it is being made. */
export type Recording =
  | { kind: 'idle' }
  /** The phone asks the person. */
  | { kind: 'asking' }
  | { kind: 'recording'; since: number }
  | { kind: 'refused' }
  /** There is no microphone, or the phone does not let pages use it. */
  | { kind: 'unavailable' };

/** Whether this phone can record inside the app at all. */
export const canRecord = (): boolean => typeof MediaRecorder === 'function' && navigator.mediaDevices?.getUserMedia !== undefined;

const wanted = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** Few enough bytes for a weak network, enough to be understood: two minutes are half a megabyte. */
const bitsPerSecond = 32_000;

/** Records with the phone's microphone; `onDone` gets the note and its seconds. It ends by itself after two minutes, and with the screen. */
export function useRecorder(onDone: (note: Blob, seconds: number) => void) {
  const [recording, setRecording] = useState<Recording>({ kind: 'idle' });
  const running = useRef<{ recorder: MediaRecorder; end: () => void } | null>(null);
  const done = useRef(onDone);
  done.current = onDone;
  const isOpen = useRef(true);

  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      running.current?.end();
    };
  }, []);

  async function begin(): Promise<void> {
    setRecording({ kind: 'asking' });
    let sound: MediaStream;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      setRecording({ kind: name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'unavailable' });
      return;
    }
    const quiet = () => {
      for (const track of sound.getTracks()) track.stop();
    };
    // Left while the phone was asking.
    if (!isOpen.current) return quiet();
    const mimeType = wanted.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(sound, { audioBitsPerSecond: bitsPerSecond, ...(mimeType === undefined ? {} : { mimeType }) });
    const parts: Blob[] = [];
    const since = Date.now();
    const alarm = window.setTimeout(() => end(), mediaLimits.voice.seconds * 1000);
    const end = () => {
      window.clearTimeout(alarm);
      if (recorder.state !== 'inactive') recorder.stop();
    };
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      quiet();
      running.current = null;
      const [type = 'audio/webm'] = recorder.mimeType.split(';');
      setRecording({ kind: 'idle' });
      done.current(new Blob(parts, { type }), Math.min(mediaLimits.voice.seconds, (Date.now() - since) / 1000));
    };
    running.current = { recorder, end };
    recorder.start();
    setRecording({ kind: 'recording', since });
  }

  return { recording, begin, end: () => running.current?.end() };
}
