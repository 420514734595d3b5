import { BooleanWidget, ChoicesWidget, ChoiceWidget, TagsWidget } from './ChoiceWidgets.tsx';
import { DatetimeWidget, DateWidget, TimeWidget } from './DateWidgets.tsx';
import { JsonWidget } from './JsonWidget.tsx';
import { MarkdownWidget } from './MarkdownWidget.tsx';
import {
  DecimalWidget,
  DurationWidget,
  IntegerWidget,
  MoneyWidget,
  PercentWidget,
} from './NumberWidgets.tsx';
import { ReferencesWidget, ReferenceWidget } from './ReferenceWidgets.tsx';
import { EmailWidget, LongTextWidget, PhoneWidget, TextWidget, UrlWidget } from './TextWidget.tsx';
import type { Widget } from './widget.ts';

/** Widgets by the name in `FieldView.widget`. */
const WIDGETS: Readonly<Record<string, Widget>> = {
  text: TextWidget,
  long_text: LongTextWidget,
  markdown: MarkdownWidget,
  email: EmailWidget,
  url: UrlWidget,
  phone: PhoneWidget,
  integer: IntegerWidget,
  decimal: DecimalWidget,
  money: MoneyWidget,
  percent: PercentWidget,
  boolean: BooleanWidget,
  date: DateWidget,
  datetime: DatetimeWidget,
  time: TimeWidget,
  duration: DurationWidget,
  choice: ChoiceWidget,
  choices: ChoicesWidget,
  tags: TagsWidget,
  reference: ReferenceWidget,
  references: ReferencesWidget,
  user: ReferenceWidget,
  json: JsonWidget,
};

/** The widget of that name; a name that this program does not know yet is edited as JSON. */
export function findWidget(name: string): Widget {
  return (Object.hasOwn(WIDGETS, name) ? WIDGETS[name] : undefined) ?? JsonWidget;
}
