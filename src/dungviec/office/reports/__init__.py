"""Reports of the office's day: the interview sheet, statutory tables, the movement of people; every figure opens its list."""
