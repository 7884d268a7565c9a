import { type ReactNode, useRef } from 'react';

interface FileButtonProps {
  /** What the chosen file is, for who cannot see the button: “File of devices”. */
  readonly name: string;
  /** Endings, by commas. */
  readonly accept: string;
  readonly className: string;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** A button that asks for one file. The same file can be chosen again. */
export function FileButton({ name, accept, className, onFile, children }: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => picker.current?.click()}>
        {children}
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        aria-label={name}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
