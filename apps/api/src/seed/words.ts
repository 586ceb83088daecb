// Common words, to be combined at random. The frequent ones come first: they are drawn more often.

export const WOMEN =
  words(`María, Carmen, Ana, Isabel, Laura, Cristina, Marta, Lucía, Paula, Elena, Pilar, Raquel, Sara, Rosa, Beatriz,
  Irene, Alba, Silvia, Patricia, Andrea, Rocío, Mónica, Julia, Nuria, Sandra, Inés, Alicia, Teresa, Eva, Sonia, Natalia, Claudia,
  Begoña, Amparo, Montserrat, Itziar, Noelia, Lorena, Candela, Jimena`);

export const MEN =
  words(`Antonio, Manuel, José, Francisco, David, Juan, Javier, Daniel, Carlos, Jesús, Alejandro, Miguel, Rafael, Pablo,
  Pedro, Ángel, Sergio, Fernando, Luis, Jorge, Alberto, Álvaro, Diego, Adrián, Raúl, Iván, Rubén, Enrique, Óscar, Ramón, Vicente,
  Andrés, Joaquín, Víctor, Hugo, Mario, Ignacio, Iker, Jordi, Xosé`);

export const SURNAMES =
  words(`García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez, Hernández,
  Ruiz, Díaz, Moreno, Muñoz, Álvarez, Romero, Gutiérrez, Alonso, Navarro, Torres, Domínguez, Ramos, Vázquez, Ramírez, Gil, Serrano,
  Morales, Molina, Blanco, Suárez, Castro, Ortega, Delgado, Ortiz, Marín, Rubio, Núñez, Medina, Sanz, Castillo, Iglesias, Cortés,
  Garrido, Santos, Guerrero, Lozano, Cano, Cruz, Méndez, Flores, Prieto, Herrera, Peña, León, Márquez, Cabrera, Gallego, Calvo,
  Vidal, Campos, Reyes, Vega, Fuentes, Carrasco, Aguilar, Nieto, Caballero, Santana, Benavente, Echevarría, Ferrer, Puig, Soler,
  Rovira, Bosch, Camps, Otero, Varela, Lago, Rey, Etxeberria, Agirre, Zabala, Mendizabal, Ibáñez, Peralta, Quintana, Zamora`);

export const STREETS =
  words(`Mayor, Real, de la Constitución, Nueva, de la Iglesia, San Juan, del Sol, Cervantes, de la Paz, San José,
  Santa María, de Andalucía, Goya, de la Fuente, Velázquez, Ramón y Cajal, Miguel Hernández, de los Olivos, del Mar, Rosalía de Castro,
  Antonio Machado, del Río, de la Rosa, Pablo Picasso, de Europa, de Aragón, del Prado, Colón, de Galicia, San Antonio`);

export const KINDS_OF_STREET = words('Calle, Avenida, Plaza, Paseo, Camino, Ronda, Travesía');

export const TRADES =
  words(`Transportes, Construcciones, Talleres, Panadería, Asesoría, Instalaciones, Clínica, Distribuciones, Hostelería,
  Farmacia, Comercial, Ingeniería, Muebles, Viajes, Electricidad, Pinturas, Bodegas, Conservas, Imprenta, Logística`);

/** Of those who live in Spain with a NIE or a passport. */
export const NATIONALITIES = words('MA, RO, CO, GB, IT, VE, CN, DE, EC, HN, PE, FR, UA, PT, AR, BR, BG, PK, SN, PL');

/** Beside Spanish. */
export const LANGUAGES = words('ca, gl, en, eu, fr, de');

function words(text: string): readonly string[] {
  return text.split(',').map((word) => word.trim());
}
