// Command zhijian audits the quality of customer-service conversations; see the README.
package main

import (
	"os"

	"zhijian/cmd/internal/cli"
)

func main() {
	os.Exit(cli.Main())
}
