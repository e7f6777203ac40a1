package match

import (
	"fmt"

	"zhijian/audit/entity"
	"zhijian/lexicon/pattern"
)

// measure counts the parts of a pattern with its classes put in, and checks what it names.
func (c *Compiler) measure(n pattern.Node, src Source) (size classSize, err error) {
	err = c.measureInto(&size, n, src)
	return size, err
}

func (c *Compiler) measureInto(size *classSize, n pattern.Node, src Source) error {
	size.nodes++
	switch n := n.(type) {
	case pattern.Seq:
		return c.measureList(size, n.Items, src)
	case pattern.Alt:
		return c.measureList(size, n.Items, src)
	case pattern.Opt:
		return c.measureInto(size, n.Item, src)
	case pattern.Word:
		size.words = true
		return c.vanishes(n.Text)
	case pattern.Lit:
		return c.vanishes(n.Text)
	case pattern.Entity:
		if _, ok := entity.ParseKind(n.Kind); !ok {
			return fmt.Errorf("there is no entity @%s", n.Kind)
		}
	case pattern.Class:
		inner, err := c.classSize(n.Name, src.Class(n.Name))
		size.nodes += inner.nodes
		size.words = size.words || inner.words
		return err
	}
	return nil
}

func (c *Compiler) measureList(size *classSize, items []pattern.Node, src Source) error {
	for _, item := range items {
		if err := c.measureInto(size, item, src); err != nil {
			return err
		}
	}
	return nil
}

// reach counts the characters that the gaps on the longest way through a pattern span.
func (c *Compiler) reach(n pattern.Node, src Source, opt Options) int {
	widest, sum := 0, 0
	switch n := n.(type) {
	case pattern.Gap:
		if n.Max == pattern.DefaultGap {
			return opt.Gap
		}
		return n.Max
	case pattern.Opt:
		return c.reach(n.Item, src, opt)
	case pattern.Seq:
		for _, item := range n.Items {
			sum += c.reach(item, src, opt)
		}
		return sum
	case pattern.Alt:
		for _, item := range n.Items {
			widest = max(widest, c.reach(item, src, opt))
		}
	case pattern.Class:
		class := src.Class(n.Name)
		key := classKey{class.ID, opt}
		known, ok := c.reaches[key]
		if !ok {
			for _, entry := range class.Entries {
				known = max(known, c.reach(entry.Pattern.Root, entry, opt))
			}
			c.reaches[key] = known
		}
		return known
	}
	return widest
}

// vanishes refuses a literal of which normalisation leaves nothing.
func (c *Compiler) vanishes(text string) error {
	for _, r := range text {
		if !c.norm.Drops(r) {
			return nil
		}
	}
	return fmt.Errorf("%q is nothing once it is normalised", text)
}

func (c *Compiler) classSize(name string, class Class) (classSize, error) {
	if known, ok := c.sizes[class.ID]; ok {
		return known, nil
	}
	if len(class.Entries) == 0 {
		return classSize{}, fmt.Errorf("class <%s> is empty", name)
	}
	var out classSize
	for _, entry := range class.Entries {
		if entry.Pattern.Root == nil {
			return classSize{}, fmt.Errorf("class <%s> holds the regular expression %s; only whole patterns can be one", name, entry.Pattern.Source)
		}
		size, err := c.measure(entry.Pattern.Root, entry)
		if err != nil {
			return classSize{}, err
		}
		out.nodes += size.nodes
		out.words = out.words || size.words
	}
	c.sizes[class.ID] = out
	return out, nil
}
