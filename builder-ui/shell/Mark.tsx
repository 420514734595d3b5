/** The sign of Jig. */
export function Mark() {
  return (
    <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--jig-accent)" />
      <path
        d="M19.5 7v12.2a5.3 5.3 0 0 1-10.6 0"
        fill="none"
        stroke="#fff"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
      <circle cx="19.5" cy="7.6" r="2.6" fill="#fff" />
    </svg>
  );
}
