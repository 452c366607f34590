"""A till printer made of paper and patience: reads ESC/POS bytes and says, and draws, what would come out.

A byte that is no letter and no command it knows is an error, as it would be a surprise at a counter.
"""

from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

_CELL = (12, 24)
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"


@dataclass
class Printed:
    """``lines`` in the order of the paper: a text, or a picture. ``codes`` are the code pages that were chosen."""

    dots: int
    lines: list[str | Image.Image] = field(default_factory=list)
    looks: list[tuple[int, int, bool, bool, str]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    cuts: int = 0

    @property
    def texts(self) -> list[str]:
        return [one for one in self.lines if isinstance(one, str)]

    @property
    def pictures(self) -> list[Image.Image]:
        return [one for one in self.lines if isinstance(one, Image.Image)]

    def drawn(self) -> Image.Image:
        """The paper, a pixel a dot."""
        paper = Image.new("L", (self.dots + 32, 4000), 255)
        y = 16
        for line, (size, tall, is_bold, is_inverted, align) in zip(self.lines, self.looks, strict=True):
            if isinstance(line, Image.Image):
                paper.paste(line, (16 + (self.dots - line.width) // 2, y))
                y += line.height
                continue
            width, height = len(line) * _CELL[0] * size, _CELL[1] * tall
            assert width <= self.dots, f"{line!r} is wider than the paper"
            font = ImageFont.truetype(_FONT, 19)
            cell = Image.new("L", (max(1, len(line) * _CELL[0]), _CELL[1]), 0 if is_inverted else 255)
            draw = ImageDraw.Draw(cell)
            for count, letter in enumerate(line):
                ink = 255 if is_inverted else 0
                draw.text((count * _CELL[0], 0), letter, ink, font, stroke_width=0.6 if is_bold else 0)
            left = {"left": 0, "center": (self.dots - width) // 2, "right": self.dots - width}[align]
            paper.paste(cell.resize((max(1, width), height)), (16 + left, y))
            y += round(height * 1.2)
        return paper.crop((0, 0, paper.width, y + 24))


def read(data: bytes, dots: int) -> Printed:  # noqa: C901  one case a command
    printed = Printed(dots)
    size, tall, is_bold, is_inverted, align = 1, 1, False, False, "left"
    text = b""
    at = 0
    while at < len(data):
        byte = data[at]
        two, three = data[at : at + 2], data[at : at + 3]
        if two == b"\x1b@":
            at += 2
        elif two == b"\x1bt":
            printed.codes.append(data[at + 2])
            at += 3
        elif two == b"\x1ba":
            align = {0: "left", 1: "center", 2: "right"}[data[at + 2]]
            at += 3
        elif two == b"\x1bE":
            is_bold = bool(data[at + 2])
            at += 3
        elif two == b"\x1dB":
            is_inverted = bool(data[at + 2])
            at += 3
        elif two == b"\x1d!":
            across, down = data[at + 2] >> 4, data[at + 2] & 15
            size, tall = across + 1, down + 1
            at += 3
        elif two == b"\x1bd":
            at += 3
        elif two == b"\x1dV":
            printed.cuts += 1
            at += 3
        elif three == b"\x1dv0":
            wide = int.from_bytes(data[at + 4 : at + 6], "little")
            high = int.from_bytes(data[at + 6 : at + 8], "little")
            bits = data[at + 8 : at + 8 + wide * high]
            assert len(bits) == wide * high
            flipped = bytes(one ^ 0xFF for one in bits)
            printed.lines.append(Image.frombytes("1", (wide * 8, high), flipped))
            printed.looks.append((1, 1, False, False, "left"))
            at += 8 + wide * high
        elif byte == 0x0A:
            printed.lines.append(text.decode("cp858"))
            printed.looks.append((size, tall, is_bold, is_inverted, align))
            text = b""
            at += 1
        else:
            assert byte >= 0x20 and byte != 0x7F, f"a command that nobody meant: {data[at : at + 8]!r}"  # noqa: PT018  one sentence
            text += data[at : at + 1]
            at += 1
    assert not text
    return printed
