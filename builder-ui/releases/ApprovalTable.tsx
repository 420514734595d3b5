import type { ApprovalJson } from '../../runtime/wire/releases.ts';
import { plain } from '../access/plain-words.ts';
import { useFormats } from '../format/formats.ts';
import { ScrollRegion } from '../screens/ScrollRegion.tsx';
import access from '../access/access.module.css';

/** What was approved, by whom and why. */
export function ApprovalTable({ approvals }: { readonly approvals: readonly ApprovalJson[] }) {
  const formats = useFormats();
  return (
    <section className={access.section} aria-labelledby="approvals">
      <h2 id="approvals" className={access.sectionTitle}>
        Approvals
      </h2>
      <ScrollRegion label="Approvals" className={access.scroll}>
        <table className={access.table}>
          <thead>
            <tr>
              {['Approved', 'By', 'When', 'Why'].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {approvals.map((approval) => (
              <tr key={approval.fingerprint}>
                <td data-label="Approved">
                  <span>
                    {plain(approval.message)}
                    <span className={access.small}>{approval.subject}</span>
                  </span>
                </td>
                <td data-label="By">
                  <span>
                    {approval.approved_for ?? approval.approved_by.name}
                    {approval.approved_for === null ? null : (
                      <span className={access.small}>written down by {approval.approved_by.name}</span>
                    )}
                  </span>
                </td>
                <td data-label="When" className={access.nowrap}>
                  {formats.datetime(approval.at)}
                </td>
                <td data-label="Why">{approval.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
