"""Whether a template can be filled in: its syntax, what it may not do, and every field that it names.

The template language is Jinja, in its sandbox, with every value escaped. What could let a value past unescaped is not
there to be used: neither the filter ``safe``, nor ``autoescape false``, nor a filter over a part of the template.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from laeringslopp.errors import TemplateFlaw
from laeringslopp.nearest import closest
from laeringslopp.paper.documents.fields import FIELDS, Shape

_ALONE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_PAST_THE_ESCAPING = (nodes.ScopedEvalContextModifier, nodes.EvalContextModifier, nodes.FilterBlock)
_TAG = re.compile(r"\n|\{[{%#]|[}%#]\}")
_ONE_OF_MANY = ("first", "last", "random")
LONGEST = 100_000
"""Characters or items that a template may make by multiplying."""


class FieldMissing(UndefinedError):
    """The template asks for something that this paper does not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known = name, known
        super().__init__(name)


class Missing(StrictUndefined):
    """Says what was asked for, and what there is."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> Any:
        holder = self._undefined_obj
        raise FieldMissing(str(self._undefined_name), tuple(vars(holder)) if hasattr(holder, "__dict__") else ())

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __add__ = __radd__ = __mul__ = __rmul__ = __call__ = __getitem__ = __lt__ = __gt__ = _fail_with_undefined_error


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja where a template reaches the fields and nothing else, and makes nothing huge."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Missing, keep_trailing_newline=True)
        del self.filters["safe"], self.filters["random"]

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise OverflowError("a template has no use for **")
        many = next((each for each in (left, right) if hasattr(each, "__len__")), None)
        times = right if many is left else left
        if many is not None and isinstance(times, int) and len(many) * times > LONGEST:
            raise OverflowError(f"more than {LONGEST} at once")
        return super().call_binop(context, operator, left, right)


class Held(NamedTuple):
    """What is known of an expression: the shape of it, or of each of many."""

    shape: Shape | None
    many: bool = False


Scope = Mapping[str, Held]
_ANYTHING = Held(None)


def parsed(sandbox: Sandbox, source: str) -> nodes.Template | TemplateFlaw:
    """The template's tree, or where and why it has none."""
    try:
        tree = sandbox.parse(source)
        sandbox.compile(tree)  # filters and tests are looked up here
    except TemplateSyntaxError as error:
        return TemplateFlaw("syntax", (("line", _begun(source, error.lineno)),), error.message or "")
    return sandbox.parse(source)


def _begun(source: str, line: int) -> int:
    """Where the tag that is not closed begins, where Jinja first notices it at the next tag or at the end."""
    opened, at = 0, 1
    for found in _TAG.finditer(source):
        if found[0] == "\n":
            at += 1
        elif found[0].startswith("{"):
            if opened and at >= line:
                return opened
            opened = at
        else:
            opened = 0
    return opened or line


def flaws(sandbox: Sandbox, tree: nodes.Template, sections: tuple[str, ...]) -> Iterator[TemplateFlaw]:
    """What a template may not do, and each field that it names and that there is not; ``sections`` are their ids."""
    for node in tree.find_all(_ALONE):
        yield TemplateFlaw("stands-alone", (("line", node.lineno),))
    for node in tree.find_all(_PAST_THE_ESCAPING):
        yield TemplateFlaw("past-the-escaping", (("line", node.lineno),))
    for block in tree.find_all(nodes.AssignBlock):
        if block.filter is not None:
            yield TemplateFlaw("past-the-escaping", (("line", block.lineno),))
    known = {field.name: Held(field.shape, field.many) for field in FIELDS["paper"]}
    of_jinja = dict.fromkeys(sandbox.globals, _ANYTHING)
    yield from _Names(sections).body(tree.body, {**of_jinja, **known})


class _Names:
    """Follows names through a template, as far as their shape is known; of what is not known nothing is said."""

    def __init__(self, sections: tuple[str, ...]) -> None:
        self.sections = sections

    def body(self, body: list[nodes.Node], scope: Scope) -> Iterator[TemplateFlaw]:
        """What is wrong in a row of statements: a name that one sets is there for the next."""
        held = dict(scope)
        for node in body:
            yield from self.node(node, held)
            match node:
                case nodes.Assign(target=nodes.Name() as target):
                    held[target.name] = self.held(node.node, held)
                case nodes.Assign() | nodes.AssignBlock():
                    held.update(_named(node.target))
                case nodes.Macro():
                    held[node.name] = _ANYTHING

    def node(self, node: nodes.Node, scope: Scope) -> Iterator[TemplateFlaw]:
        match node:
            case nodes.For():
                yield from self.node(node.iter, scope)
                over = self.held(node.iter, scope)
                target = node.target
                each = Held(over.shape) if over.many else _ANYTHING
                within = {target.name: each} if isinstance(target, nodes.Name) else _named(target)
                inner = {**scope, **within, "loop": _ANYTHING}
                if node.test is not None:
                    yield from self.node(node.test, inner)
                yield from self.body(node.body, inner)
                yield from self.body(node.else_, scope)
            case nodes.If():
                yield from self.node(node.test, scope)
                for branch in (node.body, node.elif_, node.else_):
                    yield from self.body(list(branch), scope)
            case nodes.Macro() | nodes.CallBlock():
                given = {name: held for each in node.args for name, held in _named(each).items()}
                own = dict.fromkeys(("caller", "varargs", "kwargs"), _ANYTHING)
                if isinstance(node, nodes.CallBlock):
                    yield from self.node(node.call, scope)
                yield from self.body(node.body, {**scope, **given, **own})
            case nodes.With():
                given = {name: held for each in node.targets for name, held in _named(each).items()}
                for value in node.values:
                    yield from self.node(value, scope)
                yield from self.body(node.body, {**scope, **given})
            case nodes.Test(name="defined" | "undefined"):
                return  # to ask whether there is something is no mistake
            case nodes.Name(ctx="load") if node.name not in scope:
                yield _unknown(node.name, [field.name for field in FIELDS["paper"]], node.lineno)
            case nodes.Getattr() | nodes.Getitem():
                yield from self.node(node.node, scope)
                yield from self._attribute(node, scope)
            case _:
                yield from self.body(list(node.iter_child_nodes()), scope)

    def _attribute(self, node: nodes.Getattr | nodes.Getitem, scope: Scope) -> Iterator[TemplateFlaw]:
        if isinstance(node, nodes.Getitem):
            yield from self.node(node.arg, scope)
        name, holder = _key(node), self.held(node.node, scope)
        if name is None or holder.shape is None or holder.many:
            return
        known = self.names(holder.shape)
        if name not in known:
            yield _unknown(name, known, node.lineno)

    def names(self, shape: Shape) -> list[str]:
        return list(self.sections) if shape == "sections" else [field.name for field in FIELDS[shape]]

    def held(self, node: nodes.Node, scope: Scope) -> Held:
        """What is known of an expression."""
        match node:
            case nodes.Name():
                return scope.get(node.name, _ANYTHING)
            case nodes.Getattr() | nodes.Getitem():
                holder = self.held(node.node, scope)
                if holder.many:
                    return Held(holder.shape) if isinstance(node, nodes.Getitem) else _ANYTHING
                if holder.shape is None:
                    return _ANYTHING
                if holder.shape == "sections":
                    return Held("section")
                found = next((each for each in FIELDS[holder.shape] if each.name == _key(node)), None)
                return Held(found.shape, found.many) if found else _ANYTHING
            case nodes.Filter() if node.name in _ONE_OF_MANY and node.node is not None:
                return Held(self.held(node.node, scope).shape)
        return _ANYTHING


def _key(node: nodes.Getattr | nodes.Getitem) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) else None


def _named(target: nodes.Node) -> dict[str, Held]:
    found = [target] if isinstance(target, nodes.Name) else list(target.find_all(nodes.Name))
    return {each.name: _ANYTHING for each in found}


def _unknown(name: str, known: list[str], line: int) -> TemplateFlaw:
    return TemplateFlaw("unknown-field", (("line", line),), name, closest(name, known))
