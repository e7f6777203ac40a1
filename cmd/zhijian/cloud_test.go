//go:build cloud

package main

// builtWithStores says whether this program reads object stores; scripts ask with [cloud].
const builtWithStores = true
