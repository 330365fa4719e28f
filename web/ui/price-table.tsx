import './price-table.css';

export interface PriceRow {
  readonly key: string;
  readonly label: string;
  readonly amount: string;
  readonly total?: boolean;
}

/** Sums under each other, the last one what counts. */
export function PriceTable({ rows, caption }: { readonly rows: readonly PriceRow[]; readonly caption: string }) {
  return (
    <table class="price-table">
      <caption class="visually-hidden">{caption}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} class={row.total ? 'price-total' : undefined}>
            <th scope="row">{row.label}</th>
            <td>{row.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
