import './name-mark.css';

/** The name of the platform with its mark: two circles that open to each other. */
export function NameMark() {
  return (
    <span class="name-mark">
      <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" class="name-mark-ground" />
        <circle cx="12" cy="16" r="6" class="name-mark-near" />
        <path d="M18.6 11.2a6 6 0 1 1 0 9.6" class="name-mark-far" />
      </svg>
      <span>OpenVisit</span>
    </span>
  );
}
