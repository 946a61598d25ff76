import { Combobox, Field, Stack } from '@grafana/ui';
import React, { useId, useRef } from 'react';

import { TextField } from './fields';
import { type Folder, type FormState } from './formState';
import { searchFolders } from './grafanaAlerts';

interface Props {
  title: string;
  folder: Folder;
  state: FormState;
  onChange(changes: Partial<FormState>): void;
}

/** What the rule is called, where it is kept, and how often it is looked at. */
export function PlaceFields({ title, folder, state, onChange }: Props) {
  return (
    <Stack direction="column" gap={2}>
      <Stack gap={2} wrap="wrap">
        <TextField label="For" width={12} value={state.holdsFor} onChange={(holdsFor) => onChange({ holdsFor })} />
        <TextField label="Evaluated every" width={12} value={state.every} onChange={(every) => onChange({ every })} />
        <FolderField folder={folder} onChange={(folder) => onChange({ folder })} />
      </Stack>
      <TextField
        label="Title"
        width={80}
        value={title}
        // Emptied, it follows again.
        onChange={(text) => onChange({ title: text === '' ? undefined : text })}
      />
    </Stack>
  );
}

/** What cannot begin the title of a folder that somebody types. */
const OF_UID = 'uid/';

/** A folder that there is, or the name of a new one. */
function FolderField({ folder, onChange }: { folder: Folder; onChange(folder: Folder): void }) {
  const id = useId();
  const known = useRef(new Map<string, Folder>());
  const options = async (text: string) => {
    // Whoever may not search can still name a folder.
    const found = await searchFolders(text).catch(() => []);
    found.forEach(({ uid, title }) => known.current.set(OF_UID + uid, { uid, title }));
    return found.map(({ uid, title, parent }) => ({ value: OF_UID + uid, label: title, description: parent }));
  };
  return (
    <Field
      label="Folder"
      description={folder.uid ? undefined : 'A new one, unless there is one of this name.'}
      htmlFor={id}
      noMargin
    >
      <Combobox<string>
        id={id}
        width={30}
        value={{ value: folder.uid ? OF_UID + folder.uid : folder.title, label: folder.title }}
        options={options}
        createCustomValue
        onChange={({ value }) => onChange(known.current.get(value) ?? { title: value })}
      />
    </Field>
  );
}
