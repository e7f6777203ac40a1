package main

import (
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// cells is the script command "cells FILE": it prints every cell of a workbook that holds something, a line each: sheet,
// place, type (t for text, n for numbers, f for formulas) and value, parted by tabs.
func cells(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cells FILE")
	}
	book, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer func() { ts.Check(book.Close()) }()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		ts.Check(err)
		for i, row := range rows {
			for j := range row {
				place, err := excelize.CoordinatesToCellName(j+1, i+1)
				ts.Check(err)
				printCell(ts, book, sheet, place)
			}
		}
	}
}

func printCell(ts *testscript.TestScript, book *excelize.File, sheet, place string) {
	value, err := book.GetCellValue(sheet, place)
	ts.Check(err)
	formula, err := book.GetCellFormula(sheet, place)
	ts.Check(err)
	kind, err := book.GetCellType(sheet, place)
	ts.Check(err)
	name := "t"
	switch {
	case formula != "":
		name = "f"
	case value == "":
		return
	case kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber:
		name = "n"
	}
	_, err = fmt.Fprintf(ts.Stdout(), "%s\t%s\t%s\t%s\n", sheet, place, name, value)
	ts.Check(err)
}

// mode is the script command "mode PERMISSIONS FILE…": it fails unless every file has these permissions, in octal.
func mode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: mode PERMISSIONS FILE…")
	}
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	for _, file := range args[1:] {
		info, err := os.Stat(ts.MkAbs(file))
		ts.Check(err)
		if got := info.Mode().Perm(); got != fs.FileMode(want) {
			ts.Fatalf("%s has permissions %v, want %v", file, got, fs.FileMode(want))
		}
	}
}
