import { type ReactNode, useRef } from 'react';
import { Button, type ButtonProps } from '../../components/button.js';

type FileButtonProps = Pick<ButtonProps, 'look' | 'icon' | 'busy'> & {
  children: ReactNode;
  /** What may be chosen: `image/*`. Phones offer the camera or the microphone beside the files. */
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
};

/** A button that opens the phone's own choice of files. */
export function FileButton({ children, accept, multiple = false, onFiles, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onPress={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file may be chosen again after it was taken away.
          target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
