"""Pages of the room: cases, signs, registers, and what concerns oneself."""
