import { Search, X } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useFormats } from '../format/formats.ts';
import { inSentence } from '../format/in-sentence.ts';
import classes from './toolbar.module.css';

/** Wait after the last key before the list is asked again. */
const PAUSE_MS = 220;

type Props = {
  readonly value: string;
  /** Labels of the fields that are searched. */
  readonly fields: readonly string[];
  readonly onSearch: (text: string) => void;
};

/** Search text of a list. Says which fields it looks into; Escape empties it. */
export function SearchBox({ value, fields, onSearch }: Props) {
  const formats = useFormats();
  const [text, setText] = useState(value);
  const sent = useRef(value);

  const follow = useEffectEvent((address: string) => {
    if (address === sent.current) return;
    sent.current = address;
    setText(address);
  });
  const send = useEffectEvent((typed: string) => {
    if (typed === sent.current) return;
    sent.current = typed.trim();
    onSearch(typed);
  });
  useEffect(() => follow(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => send(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const where = formats.list(fields.map((label) => inSentence(label)));
  return (
    <div className={classes.search}>
      <Search size={14} aria-hidden className={classes.searchIcon} />
      <input
        type="text"
        role="searchbox"
        data-list-search
        className={classes.searchInput}
        aria-label={`Search ${where}`}
        placeholder={`Search ${where}`}
        title={`Searches ${where}`}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          setText('');
        }}
      />
      {text === '' ? null : (
        <button
          type="button"
          className={classes.searchClear}
          aria-label="Clear search"
          onClick={() => setText('')}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}
