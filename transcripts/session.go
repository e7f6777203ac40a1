// Package transcripts reads audited conversations: one streaming reader per format, each producing the same session
// record, with bad records set aside instead of lost.
package transcripts

import "time"

// Channel says how a conversation was held.
type Channel string

// The two channels of the session record.
const (
	Chat Channel = "chat"
	Call Channel = "call"
)

// Role says who speaks in a turn.
type Role uint8

// RoleUnknown marks a speaker that a reader could not tell apart; rules about speakers are then not evaluated.
const (
	RoleUnknown  Role = iota
	RoleAgent         // a person serving the customer
	RoleCustomer      // the person being served
	RoleRobot         // automatic replies
	RoleSystem        // notices of the platform
)

// NoOffset is the value of Turn.StartMS and Turn.EndMS where the source gives none.
const NoOffset int64 = -1

// Session is one conversation as it is audited.
type Session struct {
	ID         string
	Channel    Channel
	StartedAt  time.Time // zero where unknown
	Agent      Agent
	Customer   Customer
	Call       *CallInfo // nil for chats and where no metadata is given
	Attributes map[string]string
	Turns      []Turn
	Source     Source
	// Expect holds the labels of a labelled set; nil when the record carries no expect field.
	Expect []Expectation
}

// Agent is who served the customer.
type Agent struct {
	ID   string
	Name string
	Team string
}

// Customer is the account or (masked) number of who was served.
type Customer struct {
	ID string
}

// CallInfo is the metadata of a call.
type CallInfo struct {
	Direction   string  // "inbound", "outbound" or "" where unknown
	RingSeconds float64 // seconds rung before the call was taken; negative where unknown
	EndedBy     string  // "customer", "agent", "transfer" or "" where unknown
}

// Turn is one message of a chat or one utterance of a call.
type Turn struct {
	Role    Role
	Text    string
	At      time.Time // chats: when it was sent; zero where unknown
	StartMS int64     // calls: milliseconds from the start of the recording, or NoOffset
	EndMS   int64     // as StartMS
	AgentID string    // who spoke, where not Session.Agent.ID
}

// Source names the place that a session was read from.
type Source struct {
	Name   string // file, archive member or "-" for standard input
	Record int    // counted from 1
}

// Expectation is one label of a labelled session: a finding that a careful human auditor records.
type Expectation struct {
	Rule string
	Turn int // NoTurn for something missing or measured over the session
}

// NoTurn stands for the null turn of a finding or label.
const NoTurn = -1
