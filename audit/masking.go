package audit

import "zhijian/audit/redact"

// Mask makes the auditor hide personal data in evidence by m rather than by redact.New(). It must be called before the
// first audit.
func (a *Auditor) Mask(m *redact.Masker) { a.masker = m }
